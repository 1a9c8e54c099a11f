"""Games with a song's lines and words, made by plain generators from a seed and played in the browser."""
