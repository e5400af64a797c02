"""The emergency view: ask for it with a reason, see for fifteen minutes, and have somebody else look back.

It never blocks care: whoever the table lets break the glass needs no second yes. It refuses to be quiet: who else is
responsible is told at once, the members see it among the looks, and a review is due in a week. HIPAA asks for such a
procedure (45 CFR 164.312(a)(2)(ii)). It doesn't know whether there was an emergency: that is for the review to say.
"""
