"""The database: SQLite made safe for several writers, PostgreSQL by address, backups and restoring.

It holds no models.
"""
