"""Pages of people: how staff and members come in and go, and the practice's own page."""
