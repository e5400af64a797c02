from django.urls import path

from underrose.safeguards.protection.emergency import views

app_name = "emergency"
urlpatterns = [
    path("emergency/", views.ask, name="ask"),
    path("emergency/of/<uuid:membership>/", views.member, name="member"),
    path("emergency/reviews/", views.reviews, name="reviews"),
    path("emergency/reviews/<uuid:review>/", views.review, name="review"),
    path("emergency/<uuid:grant>/", views.show, name="show"),
    path("emergency/<uuid:grant>/close/", views.close, name="close"),
    path("emergency/<uuid:grant>/person/<uuid:membership>/", views.person, name="person"),
]
