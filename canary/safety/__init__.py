"""Safety: reports, blocks, and what hosts do about reports."""
