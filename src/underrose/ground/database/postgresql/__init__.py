"""Django's PostgreSQL backend, from version 15 on: an older one is refused with its number."""
