"""What needs an answer, offered fairly to those who can help."""
