"""The rules: editions, going through them, questions, the petal, the words themselves."""
