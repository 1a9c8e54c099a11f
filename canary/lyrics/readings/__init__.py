"""Readings in Latin letters or kana, one file a script."""
