from django.urls import path

from underrose.safeguards.protection.circle.views import member, staff

app_name = "circle"
urlpatterns = [
    path("me/circle/", member.circle, name="circle"),
    path("me/circle/looks/", member.looked, name="looked"),
    path("me/circle/correct/", member.correct, name="correct"),
    path("me/circle/delete/", member.delete, name="delete"),
    path("me/circle/record/", member.record, name="record"),
    path("me/circle/<uuid:data_request>/", member.show, name="show"),
    path("me/circle/<uuid:data_request>/take-back/", member.take_back, name="take_back"),
    path("me/circle/<uuid:data_request>/disagree/", member.disagree, name="disagree"),
    path("me/<uuid:membership>/leave/", member.leave, name="leave"),
    path("requests/", staff.requests, name="requests"),
    path("requests/<uuid:data_request>/", staff.answer, name="answer"),
    path("requests/<uuid:data_request>/later/", staff.later, name="later"),
    path("matters/", staff.matters, name="matters"),
    path("matters/<uuid:matter>/keep/", staff.keep, name="keep"),
    path("matters/<uuid:matter>/close/", staff.close, name="close"),
    path("people/<uuid:membership>/matter/", staff.open_matter, name="open_matter"),
]
