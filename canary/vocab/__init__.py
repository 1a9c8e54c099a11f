"""Vocab: which words a song has, what they are in a dictionary, and which of them are worth keeping."""
