"""The pages about groups: the list, one group, its people, its plan, who leads it."""
