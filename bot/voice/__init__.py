"""The child's voice: ages and circumstances read from words, questions and tools that suit them."""
