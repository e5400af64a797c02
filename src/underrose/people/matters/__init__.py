"""Matters: a case, a legal hold, a safety worry, open for a time; a look made under one is shown after it closes.

It refuses to keep a look from a member for good: every matter has a day by which someone looks again whether it must
stay open. It doesn't know what a case decides or what a hold keeps.
"""
