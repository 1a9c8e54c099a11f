"""Recorded takes of a passage and who may hear them."""
