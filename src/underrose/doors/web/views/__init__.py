"""Pages that stand above the rooms: where each of us lands, the first run."""
