"""Reminders: what a practitioner asks to be reminded of and when, worked out from a text and what is known."""
