"""Vocabulary: a song's words, their dictionary forms, how useful they are, and which of them a learner knows."""
