"""Background jobs: queued with huey, with progress for pages."""
