"""Readings: how lyrics in other scripts sound, in Latin letters or kana. There's one file per script."""
