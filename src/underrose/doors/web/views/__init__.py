"""Pages that stand above the rooms: where each of us lands, the first run, a member's first minutes, joining cards."""
