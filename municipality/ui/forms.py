"""Forms as Designsystemet wants them: renderer, base classes, plain words for what is wrong, Norwegian dates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.db.models import Model
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from municipality.ui.beside import Callout, Lines, Readers
from municipality.ui.plain_text import as_stored


class Renderer(TemplatesSetting):
    """FORM_RENDERER of the project; the templates are templates/django/forms (needs django.forms installed)."""

    form_template_name = "django/forms/form.html"
    formset_template_name = "django/forms/formsets/formset.html"
    field_template_name = "django/forms/field.html"


PLAIN_MESSAGES: Final[Mapping[str, str | Promise]] = {
    "max_length": ngettext_lazy(
        "Teksten kan ha høyst %(limit_value)d tegn. Du har skrevet %(show_value)d.",
        "Teksten kan ha høyst %(limit_value)d tegn. Du har skrevet %(show_value)d.",
        "limit_value",
    ),
    "min_length": ngettext_lazy(
        "Skriv minst %(limit_value)d tegn. Du har skrevet %(show_value)d.",
        "Skriv minst %(limit_value)d tegn. Du har skrevet %(show_value)d.",
        "limit_value",
    ),
    "max_value": _("Tallet kan ikke være større enn %(limit_value)s."),
    "min_value": _("Tallet kan ikke være mindre enn %(limit_value)s."),
    "null_characters_not_allowed": _("Teksten har et tegn som ikke kan lagres. Skriv den på nytt."),
}

CHOOSE: Final = _("Velg et av svarene i listen.")
CHOOSE_SOME: Final = _("Velg bare svar som står i listen.")

# By field class, the nearest class first: only what Django itself would say is replaced.
MESSAGES_BY_FIELD: Final[Mapping[type[forms.Field], Mapping[str, str | Promise]]] = {
    forms.MultipleChoiceField: {"invalid_choice": CHOOSE_SOME, "invalid_list": CHOOSE_SOME},
    forms.ModelMultipleChoiceField: {
        "invalid_choice": CHOOSE_SOME,
        "invalid_list": CHOOSE_SOME,
        "invalid_pk_value": CHOOSE_SOME,
    },
    forms.ChoiceField: {"invalid_choice": CHOOSE},
    forms.ModelChoiceField: {"invalid_choice": CHOOSE},
    forms.IntegerField: {"invalid": _("Skriv et helt tall, for eksempel 3.")},
    forms.EmailField: {"invalid": _("Skriv e-postadressen slik: navn@eksempel.no.")},
    forms.TimeField: {"invalid": _("Skriv klokkeslettet som time.minutt, for eksempel 09.30.")},
    forms.FileField: {
        "invalid": _("Filen kom ikke fram. Velg den på nytt."),
        "missing": _("Filen kom ikke fram. Velg den på nytt."),
        "empty": _("Filen er tom. Velg en annen fil."),
    },
    forms.URLField: {"invalid": _("Skriv hele adressen, for eksempel https://www.eksempel.no.")},
}


class PlainBoundField(BoundField):
    """Adds the line about who reads the field, tied to the input for screen readers."""

    @property
    def aria_describedby(self) -> str | None:
        described = super().aria_describedby
        if described is None or not self.auto_id or self.readers is None:
            return described
        return f"{described} {self.auto_id}_readers".strip()

    @property
    def readers(self) -> Readers | None:
        """The line as it is now: what was chosen in the followed fields decides, the html names are with prefix."""
        readers: Readers | None = getattr(self.form, "readers", {}).get(self.name)
        if readers is None or not readers.follows or not readers.texts:
            return readers
        chosen = tuple(self._chosen(name) for name in readers.follows)
        names = tuple(
            self.form[name.removesuffix("?")].html_name + "?" * name.endswith("?") for name in readers.follows
        )
        return Readers(readers.texts.get(chosen, readers.text), names, readers.texts)

    @property
    def callout(self) -> Callout | None:
        found: Callout | None = getattr(self.form, "callouts", {}).get(self.name)
        return found and Callout(f"{self.html_name}={found.answer}", found.html)

    @property
    def shown_for(self) -> str:
        """The other field and those of its answers for which this one is shown, as the script reads it."""
        name, answers = getattr(self.form, "shown_for", {}).get(self.name, ("", ()))
        return f"{self.form[name].html_name}={'|'.join(answers)}" if name else ""

    def _chosen(self, name: str) -> str:
        found = self.form[name.removesuffix("?")].value()
        if name.endswith("?"):
            return "1" if found else ""
        if found is None:  # of choices that may be left alone
            return ""
        return str(found.pk if isinstance(found, Model) else found)


class PlainForm(forms.BaseForm):
    """
    What `Form` and `ModelForm` have in common: classes of Designsystemet and messages in plain words.

    Messages and attributes that a field states itself are kept. Required fields are not marked in the browser:
    the answer comes from the server, beside the field, in our own words.
    """

    use_required_attribute = False
    # False for a form in which every field may be empty: it says so once, and not beside every field.
    marks_optional = True
    bound_field_class = PlainBoundField

    def __init__(self, data: Mapping[str, Any] | None = None, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        self.readers: dict[str, Readers] = {}
        self.callouts: dict[str, Callout] = {}
        super().__init__(None if data is None else plainly_typed(data), *args, **kwargs)
        for field in self.fields.values():
            dress(field)
            speak_plainly(field)

    def read_by(
        self,
        name: str,
        text: str,
        *,
        follows: Sequence[str] = (),
        texts: Lines | None = None,
    ) -> None:
        """
        States under the field `name` who reads it, as «Leses av: deg og rektor.».

        When other fields decide (`follows`), `texts` has the line for what they say together (see `Readers`), and
        `text` is used until they say one of these.
        """
        self.readers[name] = Readers(text, tuple(follows), texts)

    def keep_what_belongs(self, cleaned: dict[str, Any], missing: Mapping[str, str]) -> None:
        """For `clean`, of fields in `shown_for`: what belongs to another answer is emptied, and what belongs to this
        one is asked for, with the words in `missing`. Before there is an answer, nothing.
        """
        for name, words in missing.items():
            other, answers = getattr(self, "shown_for")[name]  # noqa: B009 - only such forms have it
            answer = cleaned.get(other)
            if answer and answer not in answers:
                cleaned[name] = self.fields[name].to_python("")
                self.errors.pop(name, None)
            elif answer and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, words)


def plainly_typed(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """What was sent, every text as it will be stored: composed, nothing invisible, one character for a line break."""
    if not isinstance(data, QueryDict):
        return {name: as_stored(one) if isinstance(one, str) else one for name, one in data.items()}
    typed = data.copy()
    for name, values in data.lists():
        typed.setlist(name, [as_stored(one) for one in values])
    return typed


class Form(PlainForm, forms.Form):
    """Base class of every form without a model."""


class ModelForm(PlainForm, forms.ModelForm):
    """Base class of every form of a model; date fields must be declared with our `DateField`."""


def dress(field: forms.Field) -> None:
    """Gives the widget the class of Designsystemet's input; several widgets in one get it each."""
    widgets = field.widget.widgets if isinstance(field.widget, forms.MultiWidget) else [field.widget]
    for widget in widgets:
        # A browser cuts a paste at this length and says nothing. The field counts, and says by how much it is too long.
        widget.attrs.pop("maxlength", None)
        if widget.is_hidden:
            continue
        classes = str(widget.attrs.get("class", "")).split()
        if "ds-input" not in classes:
            widget.attrs["class"] = " ".join(["ds-input", *classes])
        if isinstance(widget, forms.Textarea):
            # Without Django's own measures the field grows with the text.
            if widget.attrs.get("rows") == "10":
                widget.attrs.pop("rows")
            widget.attrs.pop("cols", None)


def speak_plainly(field: forms.Field) -> None:
    """Replaces Django's own messages, never those that the field was given.

    What an empty required field is told is for the field to say: only it knows what was asked.
    """
    standard = _standard_messages(type(field))
    plain: dict[str, Any] = dict(PLAIN_MESSAGES)
    for cls in reversed(type(field).__mro__):
        plain.update(MESSAGES_BY_FIELD.get(cls, {}))
    for code, message in plain.items():
        if field.error_messages.get(code) is standard.get(code):
            field.error_messages[code] = message


def _standard_messages(cls: type[forms.Field]) -> dict[str, Any]:
    messages: dict[str, Any] = {}
    for base in reversed(cls.__mro__):
        # Only Django's own words count as standard; a field class of ours has chosen its words.
        if base.__module__.startswith("django."):
            messages.update(getattr(base, "default_error_messages", {}))
    return messages


@dataclass(frozen=True)
class FieldError:
    """One line of the error summary; `anchor` is empty when the error belongs to the whole form."""

    message: str
    anchor: str


def summary_of(form: forms.BaseForm | forms.BaseFormSet) -> list[FieldError]:
    """Every error of the form in the order of the fields, each with the id of the element to go to."""
    if isinstance(form, forms.BaseFormSet):
        found = [FieldError(str(message), "") for message in form.non_form_errors()]
        return found + [error for row in form for error in summary_of(row)]
    found = [FieldError(str(message), "") for message in form.non_field_errors()]
    for field in form:
        anchor = f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label
        found += [FieldError(str(message), str(anchor)) for message in field.errors]
    return found
