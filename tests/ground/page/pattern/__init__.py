"""The living pattern page: every layout and part, with example words. Mounted in tests only."""
