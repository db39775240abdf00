"""What keeps a child away from school, explored side by side."""
