"""The operator's door: one `underrose` command."""
