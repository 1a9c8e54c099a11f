"""Undo: what hosts change in their circle's plan, so that they can take it back."""
