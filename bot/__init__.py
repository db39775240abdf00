"""A guide to talk to, for social workers who support a child's school attendance."""
