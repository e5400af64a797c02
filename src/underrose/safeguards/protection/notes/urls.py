from django.urls import path

from underrose.safeguards.protection.notes import own_views, views

app_name = "notes"
urlpatterns = [
    path("people/<uuid:membership>/notes/", views.notes, name="list"),
    path("people/<uuid:membership>/notes/new/", views.write, name="write"),
    path("people/<uuid:membership>/notes/draft/", views.draft, name="draft"),
    path("people/<uuid:membership>/notes/draft/drop/", views.drop_draft, name="drop_draft"),
    path("people/<uuid:membership>/notes/share/", views.share, name="share"),
    path("people/<uuid:membership>/notes/give/", views.give_copy, name="give"),
    path("notes/<uuid:note>/", views.note, name="note"),
    path("notes/<uuid:note>/change/", views.change, name="change"),
    path("notes/<uuid:note>/draft/", views.draft_of_change, name="draft_of_change"),
    path("notes/<uuid:note>/draft/drop/", views.drop_draft_of_change, name="drop_draft_of_change"),
    path("notes/sharing/<uuid:sharing>/end/", views.end_sharing, name="end_sharing"),
    path("own-notes/", own_views.own_notes, name="own"),
    path("own-notes/<uuid:own_note>/", own_views.own_note, name="own_note"),
    path("own-notes/<uuid:own_note>/change/", own_views.own_change, name="own_change"),
    path("own-notes/<uuid:own_note>/draft/", own_views.own_draft_of_change, name="own_draft_of_change"),
    path("own-notes/<uuid:own_note>/draft/drop/", own_views.drop_own_draft_of_change, name="drop_own_draft_of_change"),
    path("people/<uuid:membership>/own-notes/", own_views.own_pile, name="own_list"),
    path("people/<uuid:membership>/own-notes/new/", own_views.own_write, name="own_write"),
    path("people/<uuid:membership>/own-notes/draft/", own_views.own_draft, name="own_draft"),
    path("people/<uuid:membership>/own-notes/draft/drop/", own_views.drop_own_draft, name="drop_own_draft"),
]
