"""A song's way in: a file becomes a song, its lyrics, its words; the songbook is loaded the same way."""
