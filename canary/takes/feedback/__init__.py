"""Feedback on recorded takes, word by word."""
