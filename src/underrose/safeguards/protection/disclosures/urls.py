from django.urls import path

from underrose.safeguards.protection.disclosures.views import member, staff

app_name = "disclosures"
urlpatterns = [
    path("people/<uuid:membership>/permissions/", staff.about, name="about"),
    path("people/<uuid:membership>/permissions/ask/", staff.ask, name="ask"),
    path("people/<uuid:membership>/permissions/paper/", staff.paper, name="paper"),
    path("people/<uuid:membership>/shared/", staff.share, name="share"),
    path("people/<uuid:membership>/shared/copy.pdf", staff.account, name="account"),
    path("permissions/<uuid:permission>/", staff.show, name="show"),
    path("permissions/<uuid:permission>/drop/", staff.drop, name="drop"),
    path("permissions/<uuid:permission>/end/", staff.end, name="end"),
    path("permissions/<uuid:permission>/copy.pdf", staff.copy, name="copy"),
    path("shared/", staff.waiting, name="waiting"),
    path("shared/<uuid:disclosure>/", staff.shared, name="shared"),
    path("shared/<uuid:disclosure>/copy.pdf", staff.sheet, name="sheet"),
    path("shared/<uuid:disclosure>/looked-at/", staff.look_at, name="look_at"),
    path("me/permissions/", member.mine, name="mine"),
    path("me/permissions/new/<uuid:membership>/", member.write, name="write"),
    path("me/permissions/<uuid:permission>/", member.show, name="my_permission"),
    path("me/permissions/<uuid:permission>/sign/", member.sign, name="sign"),
    path("me/permissions/<uuid:permission>/no/", member.decline, name="decline"),
    path("me/permissions/<uuid:permission>/end/", member.end, name="my_end"),
    path("me/permissions/<uuid:permission>/copy.pdf", member.copy, name="my_copy"),
    path("me/shared/", member.shared, name="my_shared"),
    path("me/shared/copy.pdf", member.account, name="my_account"),
]
