"""A song for a circle and a week."""
