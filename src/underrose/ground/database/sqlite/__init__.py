"""Django's SQLite backend with the settings of the design and one cross-process write lock."""
