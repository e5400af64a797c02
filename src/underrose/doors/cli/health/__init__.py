"""The examination behind `underrose doctor`: what is well, what is not, why, and what to do about it.

It reads and changes nothing. It says no name of a practice or a person.
"""
