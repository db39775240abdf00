"""How the guide is reached, and what a reply is."""
