"""The words of the form in one language, each beside what the bokmål says."""

import re
from datetime import date
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from consent.form_words import BOKMAL, Words, letters_without_drawing, product_words, wrong_placeholders
from municipality.ui.date_field import DateField
from municipality.ui.forms import Form, dress, speak_plainly

LONGEST: Final = 2000
WORDS: Final = 6  # of a label that would be too long
LABEL: Final = 60
CODE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")
PREFIX: Final = "text_"


def _judge_letters(text: str) -> None:
    if missing := letters_without_drawing(text):
        raise forms.ValidationError(
            _now("Disse tegnene kan ikke skrives ut, for skriften har dem ikke: %(letters)s")
            % {"letters": " ".join(missing)}
        )


class _Text(forms.CharField):
    """One text, with the placeholders of the bokmål and no others."""

    def __init__(self, key: str) -> None:
        bokmal = product_words(BOKMAL).texts[key]
        first, *more = bokmal.splitlines()
        label = first if len(first) <= LABEL else Truncator(first).words(WORDS)
        super().__init__(
            label=label,
            help_text=" ".join([first, *more]) if more or len(first) > LABEL else "",
            max_length=LONGEST,
            widget=forms.Textarea(attrs={"rows": sum(1 + len(line) // LABEL for line in [first, *more])}),
            # Of many that are empty each says which it is.
            error_messages={"required": _now("Skriv «%(text)s» på dette språket.") % {"text": label}},
        )
        self.key = key

    def clean(self, value: Any) -> str:
        text = str(super().clean(value)).replace("\r\n", "\n")
        if wrong := wrong_placeholders(self.key, text):
            raise forms.ValidationError(
                _now("Bruk de samme plassholderne som på bokmål. Se på %(wrong)s.")
                % {"wrong": " ".join(wrong)}
            )
        _judge_letters(text)
        return text


class WordsForm(Form):
    """A new version in a language that is there. `stood`: what it is made from."""

    valid_from = DateField(
        label=_("Fra hvilken dag gjelder den?"),
        no_past=True,
        initial=timezone.localdate,
        error_messages={"required": _("Skriv fra hvilken dag teksten gjelder.")},
    )
    checked_by = forms.CharField(
        label=_("Hvem har kontrollert oversettelsen?"),
        help_text=_(
            "Den som har sammenlignet den med bokmål. Uten navn står det på skjemaet at den ikke er kontrollert."
        ),
        max_length=120,
        required=False,
    )

    def __init__(self, *args: Any, stood: Words | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key in product_words(BOKMAL).texts:
            field = _Text(key)
            field.initial = stood.texts[key] if stood else ""
            dress(field)
            speak_plainly(field)
            if stood:  # a line that begins with a placeholder would else run the other way
                field.widget.attrs |= {"lang": stood.language, "dir": stood.direction}
            self.fields[PREFIX + key] = field
        if stood and stood.language == BOKMAL:
            del self.fields["checked_by"]

    @property
    def texts(self) -> dict[str, str]:
        return {
            name.removeprefix(PREFIX): text
            for name, text in self.cleaned_data.items()
            if name.startswith(PREFIX)
        }

    @property
    def valid(self) -> date:
        day: date = self.cleaned_data["valid_from"]
        return day


class NewLanguageForm(WordsForm):
    """The first version in a language."""

    language = forms.CharField(
        label=_("Språkkode"),
        help_text=_("Som uk for ukrainsk, ar for arabisk, ti for tigrinja eller so for somali."),
        error_messages={"required": _("Skriv språkkoden. Den har to eller tre bokstaver.")},
    )
    name = forms.CharField(
        label=_("Hva heter språket på norsk?"),
        max_length=40,
        error_messages={"required": _("Skriv hva språket heter på norsk, for eksempel ukrainsk.")},
    )
    own_name = forms.CharField(
        label=_("Hva heter det på språket selv?"),
        max_length=40,
        error_messages={"required": _("Skriv språkets eget navn. Det er det familien kjenner igjen.")},
    )
    field_order = ("language", "name", "own_name")

    def __init__(self, *args: Any, known: set[str], **kwargs: Any) -> None:
        self.known = known
        super().__init__(*args, stood=None, **kwargs)

    def clean_language(self) -> str:
        code = str(self.cleaned_data["language"]).strip()
        if not CODE.fullmatch(code):
            raise forms.ValidationError(_now("Språkkoden har to eller tre små bokstaver, som uk eller prs."))
        if code in self.known:
            raise forms.ValidationError(_now("Dette språket har dere. Lag en ny versjon av det."))
        return code

    def clean_own_name(self) -> str:
        name = str(self.cleaned_data["own_name"])
        _judge_letters(name)
        return name


class CheckForm(Form):
    checked_by = forms.CharField(
        label=_("Hvem har kontrollert oversettelsen?"),
        help_text=_("Navn, og gjerne hvor de arbeider. Den skal være sammenlignet med teksten på bokmål."),
        max_length=120,
        error_messages={"required": _("Skriv hvem som har sammenlignet den med bokmål.")},
    )
