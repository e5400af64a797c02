"""Where ethics is: the desk and what leads off it; a review is opened from a member, a reflection from a group."""

from django.urls import path

from underrose.safeguards.rules.ethics.views import conflicts, consultations, desk, member, reflections

app_name = "ethics"
urlpatterns = [
    path("ethics/", desk.show, name="desk"),
    path("ethics/codes/", desk.code_list, name="codes"),
    path("ethics/questions/", desk.questions, name="questions"),
    path("ethics/contacts/new/", desk.add_contact, name="add_contact"),
    path("ethics/contacts/<uuid:contact>/", desk.change_contact, name="change_contact"),
    path("ethics/contacts/<uuid:contact>/end/", desk.end_contact, name="end_contact"),
    path("people/<uuid:membership>/review/", conflicts.open_review, name="open_review"),
    path("ethics/reviews/<uuid:conflict_review>/", conflicts.review, name="review"),
    path("ethics/reviews/<uuid:conflict_review>/decide/", conflicts.decide, name="decide"),
    path("ethics/reviews/<uuid:conflict_review>/consent/", conflicts.consent, name="consent"),
    path("ethics/reviews/<uuid:conflict_review>/consent/back/", conflicts.take_back, name="take_back"),
    path("ethics/reviews/<uuid:conflict_review>/again/", conflicts.open_again, name="open_again"),
    path("ethics/reviews/<uuid:conflict_review>/looked/", conflicts.looked_again, name="looked_again"),
    path("ethics/reviews/<uuid:conflict_review>/told/", conflicts.tell_leader, name="tell_leader"),
    path("ethics/reviews/<uuid:conflict_review>/hand-on/", conflicts.hand_on, name="hand_on"),
    path("me/led/", member.led, name="led"),
    path("me/led/<uuid:decision>/take-back/", member.take_back, name="take_back_own"),
    path("ethics/advice/new/", consultations.begin, name="begin"),
    path("ethics/advice/<uuid:consultation>/", consultations.consultation, name="consultation"),
    path("ethics/advice/<uuid:consultation>/steps/<int:place>/", consultations.step, name="step"),
    path("ethics/advice/<uuid:consultation>/ask/", consultations.ask, name="ask"),
    path("ethics/advice/<uuid:consultation>/answer/", consultations.answer, name="answer"),
    path("ethics/advice/<uuid:consultation>/follow-up/", consultations.follow_up, name="follow_up"),
    path("ethics/advice/<uuid:consultation>/drop/", consultations.drop, name="drop"),
    path("ethics/reflections/", reflections.reflections, name="reflections"),
    path("ethics/reflections/<uuid:reflection>/destroy/", reflections.destroy, name="destroy_reflection"),
    path("groups/<uuid:group>/reflections/new/", reflections.write, name="reflect"),
    path("groups/<uuid:group>/reflections/draft/", reflections.keep_draft, name="keep_reflection_draft"),
    path("groups/<uuid:group>/reflections/draft/drop/", reflections.drop_draft, name="drop_reflection_draft"),
]
