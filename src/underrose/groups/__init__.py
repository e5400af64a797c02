"""Groups, who is in them under which chosen name, and when they meet.

It refuses to delete history: leaving and returning are separate episodes. It doesn't know what a safeguard asks.
"""
