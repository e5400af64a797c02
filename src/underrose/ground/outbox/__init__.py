"""The outbox: messages that leave the house, and their fate.

It promises: at least once, with the same Message-ID; twice only in the window between the server's acceptance and our
commit, and counted (`Delivery.doubts`). It refuses words that tell (see `words.py`). It doesn't know why a message is
due; the room that puts it in does.
"""
