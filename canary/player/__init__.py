"""The song page: lyrics that follow the audio."""
