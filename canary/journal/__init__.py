"""Short texts about a song, and what stays of a week."""
