"""Background work: queued with huey, its progress readable by the page."""
