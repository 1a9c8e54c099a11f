"""Storage: keeps files under keys that are made from the hash of their content."""
