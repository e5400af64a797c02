"""Pages of what may be brought up: a member's own, and the leaders'."""
