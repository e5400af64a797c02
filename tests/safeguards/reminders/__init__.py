"""Reminders: planned from the session as it is, told in the room, and the prompt that opens it."""
