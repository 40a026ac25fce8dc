"""A static site of a view: pages that any web server can hand out and that read without scripts."""
