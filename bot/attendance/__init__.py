"""Attendance figures: what is missed, which band a figure falls in, and figures read from words."""
