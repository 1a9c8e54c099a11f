"""Picking: going through a song's words one by one to keep, skip or ignore them or mark them as known, with undo."""
