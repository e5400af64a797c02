"""The programs' door. Empty until the rooms offer an API."""
