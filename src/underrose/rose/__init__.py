"""The rose: the seven petals of a session, and opening and closing it.

It never blocks care and never hides an exception. It doesn't know how a petal comes to its state.
"""
