"""The verbs of the agreements, and the only writers: editions, going through, signing, saying no."""
