"""The desk writes position files: what is new, what is corrected, what is brought in from elsewhere."""
