"""What needs an answer, distributed fairly."""
