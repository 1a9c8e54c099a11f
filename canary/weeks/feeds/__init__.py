"""The weeks of a circle for calendars and feed readers, at addresses that one person has."""
