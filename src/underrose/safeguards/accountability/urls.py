from django.urls import path

from underrose.safeguards.accountability import views

app_name = "accountability"
urlpatterns = [
    path("me/ladder/", views.ladder, name="ladder"),
    path("me/report/", views.report, name="report"),
    path("me/reports/", views.receipts, name="receipts"),
    path("me/reports/<uuid:report>/", views.receipt, name="receipt"),
    path("ladder/", views.practice_ladder, name="practice_ladder"),
    path("ladder/edit/", views.edit_ladder, name="ladder_edit"),
    path("ladder/check/", views.check_ladder, name="check_ladder"),
    path("ladder/publish/", views.publish_ladder, name="publish_ladder"),
    path("cases/", views.cases, name="inbox"),
    path("cases/report/", views.staff_report, name="staff_report"),
    path("cases/receipts/<uuid:report>/", views.staff_receipt, name="staff_receipt"),
    path("cases/trials/<uuid:trial>/", views.acknowledge, name="acknowledge"),
    path("cases/<uuid:report>/", views.show, name="show"),
    path("cases/<uuid:report>/open/", views.open_report, name="open_report"),
    path("cases/<uuid:report>/close/", views.close_report, name="close_report"),
    path("groups/<uuid:group>/try/", views.try_the_way, name="try"),
]
