"""Turns of a conversation: what one holds, and whether it is an answer, a question or a command."""
