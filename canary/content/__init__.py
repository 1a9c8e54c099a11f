"""What rooms tell each other about things that people make, so that all kinds can be reported, hidden and deleted."""
