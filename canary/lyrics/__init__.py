"""Lyrics: what a song says and when.

Formats are read into one model of lines, words and layers, word times are estimated where a file has
none, and the model is written out again.
"""
