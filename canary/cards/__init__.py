"""Cards: words that learners keep, each with its line."""
