from django.urls import path, register_converter

from underrose.people.packs import views
from underrose.people.packs.checking import CODE


class Code:
    """A pack's code in an address: a place's short name from our own files, never words of a person."""

    regex = CODE.pattern

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Code, "pack")
app_name = "packs"
urlpatterns = [
    path("law/", views.law, name="law"),
    path("law/choose/", views.choose, name="choose"),
    path("law/places/<pack:place>/", views.place, name="place"),
    path("me/law/", views.who, name="who"),
]
