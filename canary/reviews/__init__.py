"""Kept words come back when they are about to be forgotten."""
