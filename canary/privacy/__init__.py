"""All that is yours: taken with you, or removed."""
