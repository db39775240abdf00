"""What a practitioner takes away: documents made of blocks, as Word and as plain text."""
