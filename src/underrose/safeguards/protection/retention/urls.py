from django.urls import path

from underrose.safeguards.protection.retention import views

app_name = "retention"
urlpatterns = [
    path("protection/retention/", views.preview, name="preview"),
    path("protection/retention/schedule/", views.set_schedule, name="schedule"),
    path("protection/retention/early/", views.early, name="early"),
    path("protection/retention/holds/", views.holds, name="holds"),
    path("protection/retention/holds/<uuid:hold>/lift/", views.lift, name="lift"),
    path("protection/retention/<uuid:destruction>/", views.show, name="show"),
    path("protection/retention/<uuid:destruction>/confirm/", views.confirm, name="confirm"),
    path("protection/retention/<uuid:destruction>/stop/", views.stop, name="stop"),
]
