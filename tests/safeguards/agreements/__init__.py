"""The agreements: editions, going through them, signing, the copy, the petal."""
