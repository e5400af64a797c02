"""The outbox: messages that leave the house, and their fate.

It refuses words that tell (see `words.py`). It doesn't know why a message is due; the room that puts it in does.
"""
