"""Where each room is mounted. Paths name plain nouns and ids; nothing in them tells what is spoken of."""

from django.urls import URLPattern, URLResolver, include, path

from underrose.doors.web import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.start, name="start"),
    path("staff/", include("underrose.people.staff_urls")),
    path("", include("underrose.people.urls")),
    path("", include("underrose.groups.roster.urls")),
    path("", include("underrose.safeguards.protection.urls")),
    path("", include("underrose.safeguards.reminders.urls")),
    path("", include("underrose.safeguards.accountability.urls")),
    path("", include("underrose.safeguards.feedback.urls")),
    path("", include("underrose.safeguards.training.urls")),
]
