"""Weeks: a circle's song for each week, which begins on Monday."""
