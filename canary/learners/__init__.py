"""Accounts: logging in, profile and privacy."""
