"""The roster import: a clinic's own file, read, shown, and only then taken in, all or nothing.

It refuses to import half a file and to write back a cell that a spreadsheet would run. It doesn't know who will join.
"""
