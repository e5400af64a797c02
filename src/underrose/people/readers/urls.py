from django.urls import path

from underrose.people.readers import views
from underrose.people.readers.models import Use

app_name = "readers"
urlpatterns = [
    path("reader-key/", views.mine, name="mine"),
    path("reader-key/shared/", views.new, {"use": Use.SHARED.value}, name="new_shared"),
    path("reader-key/own/", views.new, {"use": Use.OWN.value}, name="new_own"),
    path("reader-key/unlocked/", views.unlocked, name="unlocked"),
    path("reader-key/sheets/<uuid:sheet>/", views.try_sheet, name="try_sheet"),
    path("reader-key/<uuid:key>/passphrase/", views.passphrase, name="passphrase"),
    path("reader-key/<uuid:key>/back/", views.get_back, name="get_back"),
    path("reader-key/<uuid:key>/passkey/", views.passkey, name="passkey"),
    path("reader-key/<uuid:key>/passkey/remove/", views.remove_passkeys, name="remove_passkeys"),
    path("reader-key/<uuid:key>/sheets/", views.sheets, name="sheets"),
    path("reader-key/<uuid:key>/end/", views.end, name="end"),
    path("reader-key/<uuid:key>/file/", views.file, name="file"),
    path("practice/reader-keys/", views.suite, name="suite"),
]
