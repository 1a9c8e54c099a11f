"""Importing songs: a file becomes a song with lyrics and words; the songbook is loaded the same way."""
