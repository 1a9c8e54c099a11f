"""Content: the registry where rooms describe what people make, so that all kinds can be reported and hidden."""
