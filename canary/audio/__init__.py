"""Audio: what a sound file is, whether it is the same as another, and a short piece of it for a card."""
