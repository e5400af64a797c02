"""People: practices, staff, members, how they sign in, and what each may do.

It refuses to say who a member is to anyone the policy table doesn't name. It doesn't know what a group is, but that
staff are assigned to one and members have a card.
"""
