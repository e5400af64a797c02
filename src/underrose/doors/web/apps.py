from django.apps import AppConfig


class Web(AppConfig):
    name = "underrose.doors.web"
    label = "doors_web"
