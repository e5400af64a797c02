"""Between sessions."""
