"""Every act of ethics: reviews in `conflicts`, asking for advice in `consultations`, then `reflections`, `contacts`."""
