"""The catalogue: songs with their files, tags, covers and licences."""
