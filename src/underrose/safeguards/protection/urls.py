from django.urls import path

from underrose.safeguards.protection import views

app_name = "protection"
urlpatterns = [
    path("protection/", views.desk, name="desk"),
    path("people/<uuid:membership>/", views.member, name="member"),
    path("people/<uuid:membership>/who/", views.name_a_person, name="name_a_person"),
    path("people/<uuid:membership>/reach/", views.reach, name="reach"),
    path("looks/", views.who_looked_at_whom, name="looks"),
]
