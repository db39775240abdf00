"""Practice: building a SMART attendance action."""
