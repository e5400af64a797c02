"""The doors: how people and programs come in. They mount what the rooms offer and decide nothing."""
