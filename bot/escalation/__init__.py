"""From what is known of a child to a suggestion with its reasons. It prompts judgement and decides nothing."""
