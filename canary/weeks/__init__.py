"""Weeks: one song for a circle from a Monday on."""
