"""Talk about a song in a circle: posts, replies, recordings."""
