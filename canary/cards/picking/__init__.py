"""Picking: going through a song's words one by one.

The learner keeps, skips or ignores each word, or marks it as known, and can undo these choices.
"""
