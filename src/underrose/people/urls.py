from django.urls import path

from underrose.people.views import leaving

app_name = "people"
urlpatterns = [
    path("leave/", leaving.leave, name="leave"),
    path("lock/", leaving.lock, name="lock"),
]
