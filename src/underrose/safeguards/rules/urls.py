"""Where the rules are: the leaders' pages below their group, a member's below /me/."""

from django.urls import path

from underrose.safeguards.rules.views import member, room, staff

app_name = "rules"
urlpatterns = [
    path("groups/<uuid:group>/rules/", staff.show, name="show"),
    path("groups/<uuid:group>/rules/starter/", staff.publish_starter, name="publish_starter"),
    path("groups/<uuid:group>/rules/draft/", staff.draft, name="draft"),
    path("groups/<uuid:group>/rules/draft/add/", staff.add_clause, name="add_clause"),
    path("groups/<uuid:group>/rules/draft/publish/", staff.publish, name="publish"),
    path("groups/<uuid:group>/rules/draft/discard/", staff.discard, name="discard"),
    path("groups/<uuid:group>/rules/draft/<uuid:clause>/", staff.edit_clause, name="edit_clause"),
    path("groups/<uuid:group>/rules/draft/<uuid:clause>/remove/", staff.remove_clause, name="remove_clause"),
    path("groups/<uuid:group>/rules/preview/<int:place>/", staff.preview, name="preview"),
    path("groups/<uuid:group>/rules/together/", room.together, name="together"),
    path("groups/<uuid:group>/rules/together/<int:place>/", room.clause, name="room_clause"),
    path("groups/<uuid:group>/questions/", staff.question_list, name="questions"),
    path("groups/<uuid:group>/questions/<uuid:question>/", staff.answer, name="answer"),
    path("groups/<uuid:group>/questions/<uuid:question>/talked/", staff.talked, name="talked"),
    path("me/rules/<uuid:membership>/", member.read, name="read"),
    path("me/rules/<uuid:membership>/all/", member.through, name="through"),
    path("me/rules/<uuid:membership>/<int:place>/", member.clause, name="clause"),
    path("me/rules/<uuid:membership>/<int:place>/ask/", member.ask, name="ask"),
    path("me/rules/<uuid:membership>/<int:place>/asked/", member.asked, name="asked"),
    path("me/questions/<uuid:membership>/", member.my_questions, name="my_questions"),
]
