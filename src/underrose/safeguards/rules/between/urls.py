from django.urls import path

from underrose.safeguards.rules.between.views import member, staff

app_name = "between"
urlpatterns = [
    path("people/<uuid:membership>/between/", staff.about, name="about"),
    path("groups/<uuid:group>/between/", staff.everyone, name="everyone"),
    path("me/between/<uuid:membership>/", member.choose, name="mine"),
]
