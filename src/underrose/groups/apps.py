from django.apps import AppConfig


class Groups(AppConfig):
    name = "underrose.groups"
    label = "groups"
