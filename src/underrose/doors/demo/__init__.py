"""The example: a believable practice, made by the same actions that people use, and removed without a trace."""
