"""The circle: what each member sees of who can see what about them, and what they can do about it.

A picture and a list of who may open what, who looked, their data to take along, requests to correct or delete, the way
out of a group. It refuses to know better than the policy table; what it shows is derived from it.
"""
