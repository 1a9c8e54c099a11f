"""Quick rounds: known words against the clock. Only the learner sees the results."""
