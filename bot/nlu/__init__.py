"""How the guide understands: Rasa components of its own, on spaCy's tokenizer and on linear models."""
