"""The pages of the rules: `member` for a phone, `staff` for the leaders, `room` for the screen in the room."""
