"""Readers and writers of lyrics formats, one file per format."""
