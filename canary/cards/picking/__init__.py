"""Going through a song's words one by one: keep it, skip it, know it, leave it out, take the last one back."""
