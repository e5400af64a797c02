"""Rules: what the group keeps, in plain words, gone through clause by clause; and questions about it.

It refuses to call a rule understood that nobody went through. It doesn't know who signed what.
"""
