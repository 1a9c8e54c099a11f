"""Games with a song's lines and words. Generators make them from a seed, and the browser runs them."""
