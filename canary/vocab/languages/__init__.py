"""What words are in a dictionary, one file a language or a kind of language."""
