"""Reminders: one discreet message before a session, one short privacy moment that opens it.

It refuses telling words in anything that leaves. It doesn't know whether a message was read.
"""
