"""Pages of the circle: members' own, and those of who answers them."""
