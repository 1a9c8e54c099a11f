"""What a person sees first: this week."""
