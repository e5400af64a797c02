"""The ground: what the house stands on, and what knows nothing of therapy."""
