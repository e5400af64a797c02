"""Notes on one member: progress notes, which the record holds, and notes of an author's own, which nobody else opens.

It refuses to let a note name somebody else in the group unnoticed, and to change a note without keeping what it was.
It doesn't bill, code or diagnose.
"""
