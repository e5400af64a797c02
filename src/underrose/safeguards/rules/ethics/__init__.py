"""Ethics: what a leader can't decide alone. Conflict reviews, asking for advice, reflections, the desk with the codes.

It refuses to let a leader with a tie to a member decide about it by themselves, and to show anybody that something is
open which they were not told of. It doesn't know how a tie was found, and gives no advice of its own.
"""
