"""Lyrics formats in and out, each in its own file."""
