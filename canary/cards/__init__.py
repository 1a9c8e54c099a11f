"""Words kept as cards."""
