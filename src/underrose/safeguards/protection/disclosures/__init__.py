"""Disclosures: what a member permits to be shared, and everything that was shared outside, to whom and by what right.

It refuses a permission that lacks what the law asks of one, and a disclosure under a permission that doesn't stand. It
doesn't send anything: whoever shares does that, and writes it down here.
"""
