"""Background jobs: they're queued with huey, and pages show their progress."""
