"""The URL map: the web door mounts the rooms; nothing is named in a path but ids and plain nouns."""

from django.urls import include, path

urlpatterns = [path("", include("underrose.doors.web.urls"))]
handler400 = "underrose.ground.page.views.bad_request"
handler403 = "underrose.ground.page.views.absent"
handler404 = "underrose.ground.page.views.absent"
handler500 = "underrose.ground.page.views.trouble"
