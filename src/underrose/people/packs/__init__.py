"""Jurisdiction packs: what the law and the professions of a place ask for, as data with source and date.

A pack is one text file, in `content/` or in the practice's own folder. It refuses a statement without a source or a
day. It is no legal advice and says so on every page that shows it; a practice asks its own lawyer, and what a lawyer
has to confirm is marked. It doesn't know who acts on a statement: rooms ask `applying` for their topic.
"""
