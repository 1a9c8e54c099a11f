"""Audio: inspects, fingerprints, cuts and converts sound files."""
