"""Dictionaries: files that the host installs, what a learner says a word means, and which meaning comes first."""
