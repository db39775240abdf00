"""What whoever runs the guide can see of it: counts, health and logs, and no word of anybody."""
