"""The tests: they mirror the tree by path; promises, attacks and the evening have folders of their own."""
