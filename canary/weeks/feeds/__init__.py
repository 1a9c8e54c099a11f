"""A circle's weeks for calendars and feed readers, at a private address for each member."""
