"""The pages of an evening: tonight, the session, the room's screen, the tablet, a member's own page."""
