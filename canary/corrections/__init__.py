"""Corrections: better wordings for single sentences of posts and entries."""
