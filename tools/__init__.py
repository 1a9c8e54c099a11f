"""Tools for developers of Canary and authors of songs. They aren't needed to run Canary."""
