"""The songbook's workshop: an author's text files go in; timed lyrics, accompaniment and cover come out."""
