from django.urls import path

from underrose.doors.demo import views

app_name = "demo"
urlpatterns = [
    path("example/", views.everybody, name="people"),
    path("example/phone/", views.phone, name="phone"),
    path("example/begin/", views.begin, name="begin"),
    path("example/staff/<uuid:staff>/", views.be_staff, name="be_staff"),
    path("example/members/<uuid:member>/", views.be_member, name="be_member"),
    path("example/remove/", views.remove, name="remove"),
]
