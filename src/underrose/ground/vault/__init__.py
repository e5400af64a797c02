"""The vault: seals fields under a key per subject, opens them again, and destroys keys for good.

It refuses ciphertext that was moved, exchanged or altered. It doesn't know what the words mean or who may read them.
"""
