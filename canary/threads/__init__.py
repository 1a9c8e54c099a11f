"""Threads: what a circle says about a song in posts and replies."""
