"""Workshops for authors; nothing in here is needed to run Canary."""
