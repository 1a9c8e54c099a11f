"""Anki: cards with their lines and sounds as a deck, which can be imported again without duplicates."""
