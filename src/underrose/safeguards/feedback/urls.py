from django.urls import path

from underrose.safeguards.feedback import views

app_name = "feedback"
urlpatterns = [
    path("someone/", views.people, name="list"),
    path("groups/<uuid:group>/someone/", views.name_someone, name="name"),
    path("me/someone-to-talk-to/", views.someone, name="someone"),
    path("me/someone-to-talk-to/<uuid:person>/", views.see_someone, name="see_someone"),
]
