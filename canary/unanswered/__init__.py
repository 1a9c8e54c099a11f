"""What waits for an answer, shared out fairly."""
