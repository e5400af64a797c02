from django.urls import path

from underrose.safeguards.protection.notes import views

app_name = "notes"
urlpatterns = [
    path("people/<uuid:membership>/notes/", views.notes, name="list"),
    path("people/<uuid:membership>/notes/new/", views.write, name="write"),
    path("people/<uuid:membership>/notes/draft/", views.draft, name="draft"),
    path("people/<uuid:membership>/notes/draft/drop/", views.drop_draft, name="drop_draft"),
    path("people/<uuid:membership>/notes/share/", views.share, name="share"),
    path("notes/<uuid:note>/", views.note, name="note"),
    path("notes/<uuid:note>/change/", views.change, name="change"),
    path("notes/<uuid:note>/draft/", views.draft_of_change, name="draft_of_change"),
    path("notes/<uuid:note>/draft/drop/", views.drop_draft_of_change, name="drop_draft_of_change"),
    path("notes/sharing/<uuid:sharing>/end/", views.end_sharing, name="end_sharing"),
]
