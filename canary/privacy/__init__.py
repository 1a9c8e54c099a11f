"""Privacy: export of a learner's data, and deletion of accounts."""
