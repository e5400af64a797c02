"""Template tags that every page has without asking."""
