"""Dictionaries that the server's host installs, learners' own meanings, and the order of a word's meanings."""
