"""Feedback: someone outside the group whom members can turn to; later, the box that nobody can trace.

It refuses to say "anonymous" while it is not so.
"""
