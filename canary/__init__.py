"""Canary: one song a week, sung together."""

__version__ = "0.1.0"
