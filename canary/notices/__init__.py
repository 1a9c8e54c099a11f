"""What happened since: news for one person, in the app and by e-mail."""
