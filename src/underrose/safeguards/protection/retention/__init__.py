"""Retention: how long each class of record is kept, and how what is due is destroyed for good, by two people.

It refuses to destroy what is held, in use, or not due yet, and what only one person wants. It doesn't know what any
record says: it sees classes, days and numbers.
"""
