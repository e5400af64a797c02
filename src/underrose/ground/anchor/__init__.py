"""Anchors: carry the ledger's checkpoints out of the house, so that even its owner can't rewrite the past unseen."""
