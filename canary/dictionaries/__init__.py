"""Dictionaries: files that the host installs, learners' own meanings, and the order of meanings."""
