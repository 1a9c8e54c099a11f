"""The catalogue: songs and their files, tags, covers, licences, import and the songbook."""
