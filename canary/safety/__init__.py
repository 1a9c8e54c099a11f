"""Reports, and what hosts do about them."""
