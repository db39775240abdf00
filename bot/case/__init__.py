"""What a practitioner tells of a child in passing, whatever they ask: how old, which plan, which attendance."""
