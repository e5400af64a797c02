from django.apps import AppConfig


class Feedback(AppConfig):
    name = "underrose.safeguards.feedback"
    label = "safeguards_feedback"
