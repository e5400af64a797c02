"""Reader keys: who may read sealed things holds a key made in their own browser.

The server keeps public halves, private halves wrapped by what only their owner has, and ciphertext. It refuses to hold
anything that opens them. It doesn't know what is sealed: notes, slips and reports bring their own bytes.
"""
