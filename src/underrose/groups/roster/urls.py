from django.urls import path

from underrose.groups.roster import views

app_name = "roster"
urlpatterns = [
    path("groups/<uuid:group>/roster/", views.choose, name="choose"),
    path("roster/<uuid:roster_import>/", views.look, name="look"),
    path("roster/<uuid:roster_import>/columns/", views.name_columns, name="name_columns"),
    path("roster/<uuid:roster_import>/take-in/", views.take_in, name="take_in"),
    path("roster/<uuid:roster_import>/drop/", views.drop, name="drop"),
    path("roster/<uuid:roster_import>/undo/", views.undo, name="undo"),
    path("roster/<uuid:roster_import>/rows/", views.bad_rows, name="bad_rows"),
]
