"""Vocabulary: a song's words, their dictionary forms, how useful they are, and what learners know of them."""
