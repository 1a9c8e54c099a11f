"""Readings in Latin letters or kana, one file per script."""
