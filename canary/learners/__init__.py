"""Learners: accounts, profiles and passwords."""
