"""What is wrong with a configuration, and what to do about it."""
