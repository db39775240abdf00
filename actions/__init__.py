"""What the assistant does, one module a skill: read the turn, call bot/, speak the reply."""
