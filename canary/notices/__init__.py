"""News for one person, in the app and by e-mail."""
