from django.apps import AppConfig


class Reminders(AppConfig):
    name = "underrose.safeguards.reminders"
    label = "safeguards_reminders"
