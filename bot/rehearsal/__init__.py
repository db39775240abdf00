"""Practising a conversation with a child, and looking at what was asked."""
