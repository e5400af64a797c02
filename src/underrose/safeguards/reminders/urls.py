from django.urls import path

from underrose.safeguards.reminders import views

app_name = "reminders"
urlpatterns = [
    path("sessions/<uuid:session>/told/", views.told, name="told"),
    path("sessions/<uuid:session>/told/<uuid:membership>/", views.tell, name="tell"),
    path("sessions/<uuid:session>/prompt/", views.read_prompt_aloud, name="read_prompt_aloud"),
]
