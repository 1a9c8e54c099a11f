"""Planning: the host's page of coming weeks, which fills, swaps and empties them."""
