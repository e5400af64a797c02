from django.apps import AppConfig


class Roster(AppConfig):
    name = "underrose.groups.roster"
    label = "groups_roster"
