from django.urls import path

from underrose.groups.views import groups, leaders, people, plan

app_name = "groups"
urlpatterns = [
    path("groups/", groups.list_, name="list"),
    path("groups/new/", groups.new, name="new"),
    path("groups/visiting/", groups.visits, name="visits"),
    path("groups/<uuid:group>/", groups.show, name="show"),
    path("groups/<uuid:group>/change/", groups.change, name="change"),
    path("groups/<uuid:group>/end/", groups.end, name="end"),
    path("groups/<uuid:group>/add/", people.add_member, name="add_member"),
    path("groups/<uuid:group>/plan/", plan.plan, name="plan"),
    path("groups/<uuid:group>/plan-one/", plan.plan_one, name="plan_one"),
    path("groups/<uuid:group>/leaders/", leaders.leaders, name="leaders"),
    path("roles/<uuid:assignment>/end/", leaders.end_role, name="end_role"),
    path("people/<uuid:membership>/card/", people.card, name="card"),
    path("people/<uuid:membership>/card/end/", people.end_card, name="end_card"),
    path("people/<uuid:membership>/name/", people.rename, name="rename"),
    path("people/<uuid:membership>/leave/", people.leave, name="leave"),
    path("people/<uuid:membership>/pause/", people.pause, name="pause"),
    path("people/<uuid:membership>/resume/", people.resume, name="resume"),
    path("people/<uuid:membership>/return/", people.return_, name="return"),
    path("sessions/<uuid:session>/move/", plan.move, name="move"),
    path("sessions/<uuid:session>/cancel/", plan.cancel, name="cancel"),
    path("sessions/<uuid:session>/stand-in/", plan.stand_in, name="stand_in"),
    path("sessions/<uuid:session>/no-stand-in/", plan.no_stand_in, name="no_stand_in"),
    path("me/<uuid:membership>/name/", people.name, name="name"),
]
