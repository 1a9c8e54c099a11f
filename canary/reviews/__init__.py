"""Reviews: kept words come back shortly before they would be forgotten."""
