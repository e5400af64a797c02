"""Jurisdiction packs: what the law and the professions of a place ask for, as data with source and date.

A pack is one text file in `content/`. It refuses a statement without a source. It is no legal advice and says so on
every page that shows it; a practice asks its own lawyer.
"""
