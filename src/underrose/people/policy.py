"""Who may do what: one table, role × act. Pages, actions, API and tests read it; nothing else decides.

Starts from the role × data matrix of the research (domain 3.4); the differences stand in DIFFERENCES with reasons.
"""
