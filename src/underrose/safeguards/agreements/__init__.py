"""Agreements: what everyone understands and signs, word for word, in editions that never change.

It refuses a signature without going through every clause. It doesn't know what happens in a session.
"""
