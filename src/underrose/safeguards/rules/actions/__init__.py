"""The verbs of the rules, and the only writers: editions, going through them, questions."""
