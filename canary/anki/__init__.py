"""Anki: words with their lines and sounds as a deck file that a learner takes home, and takes again without
doubles.
"""
