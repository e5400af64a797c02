"""Where the agreements are: the leaders' pages below their group, a member's below /me/, the verify page anywhere."""

from django.urls import path

from underrose.safeguards.agreements.views import member, signatures, staff, verify

app_name = "agreements"
urlpatterns = [
    path("groups/<uuid:group>/agreement/", staff.show, name="show"),
    path("groups/<uuid:group>/agreement/starter/", staff.publish_starter, name="publish_starter"),
    path("groups/<uuid:group>/agreement/draft/", staff.draft, name="draft"),
    path("groups/<uuid:group>/agreement/draft/add/", staff.add_clause, name="add_clause"),
    path("groups/<uuid:group>/agreement/draft/publish/", staff.publish, name="publish"),
    path("groups/<uuid:group>/agreement/draft/discard/", staff.discard, name="discard"),
    path("groups/<uuid:group>/agreement/draft/<uuid:clause>/", staff.edit_clause, name="edit_clause"),
    path("groups/<uuid:group>/agreement/draft/<uuid:clause>/remove/", staff.remove_clause, name="remove_clause"),
    path("groups/<uuid:group>/agreement/preview/<int:place>/", staff.preview, name="preview"),
    path("groups/<uuid:group>/agreement/print/", staff.sheet, name="sheet"),
    path("groups/<uuid:group>/agreement/room/", signatures.sign_in_room, name="sign_in_room"),
    path("groups/<uuid:group>/agreement/room/hand-over/", signatures.hand_over, name="hand_over"),
    path("groups/<uuid:group>/agreement/paper/<uuid:membership>/", signatures.paper, name="paper"),
    path("groups/<uuid:group>/agreement/copies/<uuid:signature>/copy.pdf", signatures.copy, name="copy"),
    path("me/agreement/<uuid:membership>/", member.start, name="start"),
    path("me/agreement/<uuid:membership>/<int:place>/", member.clause, name="clause"),
    path("me/agreement/<uuid:membership>/<int:place>/ask/", member.ask, name="ask"),
    path("me/agreement/<uuid:membership>/<int:place>/asked/", member.asked, name="asked"),
    path("me/agreement/<uuid:membership>/answers/", member.answers, name="answers"),
    path("me/agreement/<uuid:membership>/sign/", member.sign, name="sign"),
    path("me/agreement/<uuid:membership>/signed/", member.signed, name="signed"),
    path("me/agreement/<uuid:membership>/copies/<uuid:signature>/copy.pdf", member.copy, name="my_copy"),
    path("me/agreement/<uuid:membership>/other/", member.other, name="other"),
    path("me/agreement/<uuid:membership>/withdraw/", member.withdraw, name="withdraw"),
    path("verify/", verify.verify, name="verify"),
]
