"""Emergency: for minutes, somebody may see what the policy table lets them see only by breaking the glass.

A grant never gives an act that the table doesn't name: it turns `GLASS` into yes, for one group or one member, and
closes by itself. It refuses to be lengthened. Who asked, who is told and who looks back is the protection room's.
"""
