"""The songbook's build: it makes timed lyrics, an accompaniment, a voice and a cover from an author's text files."""
