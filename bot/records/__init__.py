"""What is kept: conversations, and what was worked out in them; encrypted, for so long, and gone when it should be."""
