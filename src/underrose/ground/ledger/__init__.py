"""The ledger: one entry for every act, in the same transaction, provable to a stranger.

It refuses to hold personal data. It doesn't know what an act means, only who did what to which row, and when.
"""
