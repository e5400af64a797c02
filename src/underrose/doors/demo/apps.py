from django.apps import AppConfig


class Demo(AppConfig):
    name = "underrose.doors.demo"
    label = "doors_demo"
