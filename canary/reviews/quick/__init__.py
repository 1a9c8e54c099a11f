"""Speeded rounds: how quickly known words come, told to the learner alone."""
