"""Pages of ties: a member's phone, the leaders' of a group, the reviewer's."""
