"""Accountability: the known ladder, the way to report a breach, and a fair case.

It refuses to show a report to anyone it concerns. It doesn't know the law; packs and people do.
"""
