"""Underrose: group therapy with confidentiality built in.

Floors, from the roof down: config, doors, rose, safeguards, groups, people, ground. Imports point down only.
"""

__version__ = "0.1.0"
