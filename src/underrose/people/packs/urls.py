from django.urls import path

from underrose.people.packs import views

app_name = "packs"
urlpatterns = [
    path("law/", views.law, name="law"),
    path("law/choose/", views.choose, name="choose"),
    path("law/places/<slug:place>/", views.place, name="place"),
    path("me/law/", views.who, name="who"),
]
