"""The tie check: who in a group is close to whom outside it, found without anybody reading what was told.

It refuses to keep a value in clear once it was looked through, to tell a leader what two people didn't both allow, and
to tell anybody but the reviewer whom somebody must not meet. It doesn't know what an agreement or a case is.
"""
