"""The journal: short texts about songs, and reflections on weeks."""
