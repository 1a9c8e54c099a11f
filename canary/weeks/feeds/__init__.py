"""A circle's weeks for calendars and feed readers, at private addresses: each belongs to one member."""
