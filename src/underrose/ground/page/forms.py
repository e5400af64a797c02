"""How every form looks: `{{ form }}` gives summary, label, hint, error and field in the house's shape.

It refuses to lose what was typed, and to say that something is wrong without saying what to do. It knows no form.
An answer that shows a form with something wrong in it is a 422 (RFC 9110, 15.5.21), whichever view made it: `Headers`
asks `shows_wrong`, which the renderer sets.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.utils import ErrorList
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

AUTOCOMPLETE = {forms.EmailField: "email", forms.URLField: "url"}
CHOICES = (forms.RadioSelect, forms.CheckboxSelectMultiple)
# Whether the answer being made shows a form with something wrong in it.
shows_wrong: ContextVar[bool] = ContextVar("shows_wrong", default=False)


class PageBoundField(BoundField):
    """A field with its data, that knows how it should be drawn."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        # A hint inside the box is gone as soon as one types; ours stands above it.
        field.widget.attrs.pop("placeholder", None)

    @cached_property
    def shape(self) -> str:
        """One of `choices`, `check`, `password`, `file` or `line`: which part draws it."""
        widget = self.field.widget
        if isinstance(widget, CHOICES):
            return "choices"
        if isinstance(widget, forms.CheckboxInput):
            return "check"
        if isinstance(widget, forms.PasswordInput):
            return "password"
        return "line"

    @cached_property
    def anchor(self) -> str:
        """Where an error's link leads: the first of a group, because the group's wrapper can't take the focus."""
        return f"{self.auto_id}_0" if self.shape == "choices" else (self.id_for_label or self.auto_id)

    @property
    def asked(self) -> str:
        """The label as a summary begins a line with it."""
        return str(self.label) if str(self.label).endswith(("?", "!", ".", ":")) else f"{self.label}:"

    @property
    def errors(self) -> ErrorList:
        """What is wrong, in words that say what to do where Django would only say that it is wrong."""
        found: ErrorList = super().errors
        for error in found.as_data():
            if error.code == "required" and error.message == forms.Field.default_error_messages["required"]:
                error.message = self._please()
        return found

    def _please(self) -> str:
        widget = self.field.widget
        if isinstance(widget, forms.CheckboxSelectMultiple):
            return _("Please choose at least one.")
        if isinstance(widget, forms.RadioSelect | forms.Select):
            return _("Please choose one.")
        if isinstance(widget, forms.CheckboxInput):
            return _("Please tick this to go on.")
        if isinstance(widget, forms.FileInput):
            return _("Please choose a file.")
        return _("Please fill this in.")

    @cached_property
    def is_optional(self) -> bool:
        """Whether to say so. A form that can be filled in more ways than one says `marks_optional = False`."""
        if not getattr(self.form, "marks_optional", True):
            return False
        return not self.field.required and not self.field.disabled and self.shape != "check"

    def label_tag(
        self,
        contents: str | None = None,
        attrs: dict[str, str | bool] | None = None,
        label_suffix: str | None = None,
        tag: str | None = None,
    ) -> SafeString:
        # No colon after a label. The order of arguments is fixed, because `legend_tag` calls by position.
        return super().label_tag(contents, attrs, label_suffix or "", tag)

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        # The browser's own bubbles would speak before our summary, in other words and one at a time.
        built.pop("required", None)
        widget = widget or self.field.widget
        if self.field.required and not widget.is_hidden and not isinstance(widget, CHOICES):
            built["aria-required"] = "true"
        if kind := AUTOCOMPLETE.get(type(self.field)):
            built.setdefault("autocomplete", widget.attrs.get("autocomplete", kind))
        return built


class PageRenderer(TemplatesSetting):
    """The project's FORM_RENDERER."""

    form_template_name = "page/form/form.html"
    formset_template_name = "page/form/formset.html"
    field_template_name = "page/form/field.html"
    bound_field_class = PageBoundField

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        shown = context.get("form") or context.get("formset") or context.get("field")
        if template_name in self._whole and shown is not None and shown.errors:
            shows_wrong.set(True)
        return super().render(template_name, context, request)

    @property
    def _whole(self) -> tuple[str, ...]:
        return self.form_template_name, self.formset_template_name, self.field_template_name


class DateInput(forms.DateInput):
    """A date with the browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """A time of day with the browser's own clock."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class DateTimeInput(forms.DateTimeInput):
    """Date and time of day, as the wall clock shows them."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class CodeInput(forms.TextInput):
    """A short code read off a paper, a mail or an app: digits or letters, one use."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        given = {"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
        super().__init__({**given, "class": "code", **(attrs or {})})
