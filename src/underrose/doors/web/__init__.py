"""The web door: start page, first run, and the mounting of each room's URLs."""
