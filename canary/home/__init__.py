"""The home page: this week's song."""
