"""Games with a song's lines and words: plain generators make them from a seed, and the browser plays them."""
