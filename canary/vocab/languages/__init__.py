"""Analysers: one file for each language or kind of language."""
