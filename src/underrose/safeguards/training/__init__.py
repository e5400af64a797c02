"""Training: whoever leads is trained, and it is still current.

It refuses an attestation by the person it is about. It doesn't know what a group is for.
"""
