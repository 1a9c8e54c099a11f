"""Proposals: songs that members suggest and vote for, and that the host schedules."""
