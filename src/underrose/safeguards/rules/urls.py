"""Where the rules are: the leaders' pages below their group, a member's below /me/."""

from django.urls import path

from underrose.safeguards.rules.views import draft, editions, member, mine, questions, room, together

app_name = "rules"
urlpatterns = [
    path("groups/<uuid:group>/rules/", editions.show, name="show"),
    path("groups/<uuid:group>/rules/starter/", editions.publish_starter, name="publish_starter"),
    path("groups/<uuid:group>/rules/draft/", draft.draft, name="draft"),
    path("groups/<uuid:group>/rules/draft/add/", draft.add_clause, name="add_clause"),
    path("groups/<uuid:group>/rules/draft/publish/", draft.publish, name="publish"),
    path("groups/<uuid:group>/rules/draft/discard/", draft.discard, name="discard"),
    path("groups/<uuid:group>/rules/draft/<uuid:clause>/", draft.edit_clause, name="edit_clause"),
    path("groups/<uuid:group>/rules/draft/<uuid:clause>/remove/", draft.remove_clause, name="remove_clause"),
    path("groups/<uuid:group>/rules/draft/<uuid:clause>/move/", draft.move_clause, name="move_clause"),
    path("groups/<uuid:group>/rules/draft/<uuid:clause>/undo/", draft.undo_change, name="undo_change"),
    path("groups/<uuid:group>/rules/draft/put-back/", draft.put_back, name="put_back"),
    path("groups/<uuid:group>/rules/retire/", editions.retire, name="retire"),
    path("groups/<uuid:group>/rules/editions/<int:number>/", editions.edition, name="edition"),
    path("groups/<uuid:group>/rules/preview/<int:place>/", editions.preview, name="preview"),
    path("groups/<uuid:group>/rules/own/", together.add_house_rule, name="add_house_rule"),
    path("groups/<uuid:group>/rules/together/", together.plan, name="together"),
    path("groups/<uuid:group>/rules/together/drop/", together.drop, name="drop_together"),
    path("groups/<uuid:group>/rules/together/there/", together.who_was_there, name="who_was_there"),
    path("groups/<uuid:group>/rules/together/there/<int:place>/", together.who_was_there, name="stopped_at"),
    path("groups/<uuid:group>/rules/together/end/", room.end, name="room_end"),
    path("groups/<uuid:group>/rules/together/<int:place>/", room.clause, name="room_clause"),
    path("groups/<uuid:group>/rules/together/<int:place>/questions/", room.pause, name="room_pause"),
    path("groups/<uuid:group>/rules/together/<uuid:gathering>/", together.past, name="gathering"),
    path(
        "groups/<uuid:group>/rules/together/<uuid:gathering>/<uuid:presence>/",
        together.was_not_there,
        name="was_not_there",
    ),
    path("groups/<uuid:group>/rules/notes/", questions.note_list, name="notes"),
    path("groups/<uuid:group>/rules/notes/<uuid:note>/take-back/", questions.take_back_note, name="take_back_note"),
    path("groups/<uuid:group>/rules/clauses/<uuid:clause>/note/", questions.write_note, name="write_note"),
    path("groups/<uuid:group>/questions/", questions.question_list, name="questions"),
    path("groups/<uuid:group>/questions/<uuid:question>/", questions.answer, name="answer"),
    path("groups/<uuid:group>/questions/<uuid:question>/talked/", questions.talked, name="talked"),
    path("groups/<uuid:group>/questions/<uuid:question>/note/", questions.note, name="note"),
    path("me/rules/<uuid:membership>/", member.read, name="read"),
    path("me/rules/<uuid:membership>/all/", member.through, name="through"),
    path("me/rules/<uuid:membership>/<int:place>/", member.clause, name="clause"),
    path("me/rules/<uuid:membership>/<int:place>/ask/", member.ask, name="ask"),
    path("me/rules/<uuid:membership>/<int:place>/asked/", member.asked, name="asked"),
    path("me/questions/<uuid:membership>/", mine.my_questions, name="my_questions"),
    path("me/questions/<uuid:membership>/<uuid:question>/say/", mine.say, name="say_on_note"),
    path("me/questions/<uuid:membership>/<uuid:question>/take-back/", mine.take_back, name="take_back_yes"),
]
