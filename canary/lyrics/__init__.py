"""Lyrics: the text of songs with its times.

Formats are parsed to one model of lines, words and layers; missing word times are estimated; the model can be written
in several formats.
"""
