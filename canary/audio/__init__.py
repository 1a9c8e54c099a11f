"""Audio: inspecting, fingerprinting, cutting and converting sound files."""
