"""Writing positions: what a person would type, typed for them, and never a byte more."""
