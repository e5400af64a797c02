"""Where ties are: a member's pages below /me/, the leaders' below their group, the reviewer's beside them."""

from django.urls import path

from underrose.safeguards.rules.ties.views import member, reviewer, staff

app_name = "ties"
urlpatterns = [
    path("groups/<uuid:group>/ties/", staff.show, name="show"),
    path("groups/<uuid:group>/ties/begin/", staff.begin, name="begin"),
    path("groups/<uuid:group>/ties/place/", staff.small_town, name="small_town"),
    path("groups/<uuid:group>/ties/reviewer/", staff.name_reviewer, name="name_reviewer"),
    path("groups/<uuid:group>/ties/settle/", staff.settle, name="settle"),
    path("groups/<uuid:group>/ties/mine/", staff.own, name="own"),
    path("groups/<uuid:group>/ties/mine/<int:place>/", staff.tell, name="tell_own"),
    path("groups/<uuid:group>/ties/mine/hand-in/", staff.hand_in_own, name="hand_in_own"),
    path("sessions/<uuid:session>/word/", staff.word, name="word"),
    path("ties/", reviewer.reviews, name="reviews"),
    path("ties/<uuid:group>/", reviewer.review, name="review"),
    path("ties/<uuid:group>/settle/", reviewer.settle, name="settle_review"),
    path("ties/<uuid:group>/release/", reviewer.release, name="release"),
    path("ties/<uuid:group>/conflict/", reviewer.open_conflict, name="open_conflict"),
    path("me/ties/<uuid:membership>/", member.start, name="start"),
    path("me/ties/<uuid:membership>/<int:place>/", member.tell, name="tell"),
    path("me/ties/<uuid:membership>/look/", member.look, name="look"),
    path("me/ties/<uuid:membership>/choices/", member.choices, name="choices"),
    path("me/ties/<uuid:membership>/take-back/", member.withdraw, name="withdraw"),
    path("me/before-we-begin/<uuid:membership>/", member.looked_round, name="looked_round"),
    path("me/before-we-begin/<uuid:membership>/<uuid:session>/", member.look_round, name="look_round"),
]
