"""Lyrics: the text of songs, with the times at which it's sung.

Every format is parsed into the same model of lines, words and layers. Missing word times are estimated, and the model
can be written in several formats.
"""
