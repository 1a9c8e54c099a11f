"""Storage of files by content hash."""
