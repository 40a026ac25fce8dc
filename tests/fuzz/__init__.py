"""Inputs nobody thought of: what each reader of foreign bytes must keep, and a runner that looks for inputs that break it."""
