"""Between sessions: may what a member tells the leaders alone be brought up in the group? Each says so for themselves.

Who has said nothing has said no. It refuses to take silence, or another member's yes, for theirs; and it doesn't know
what was told.
"""
