"""The song page: lyrics that move with the sound."""
