"""What is asked about secrecy: that it was read, where the signed paper is kept, the words, what binds a service."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from municipality.organisation.choices import Secrecy
from municipality.secrecy.words import BOKMAL, LANGUAGES, Words
from municipality.ui.date_field import DateField
from municipality.ui.forms import Form, dress, speak_plainly

LONGEST = 6000
KEPT = 200


class VersionShown(forms.IntegerField):
    """Which version of the words the page shows."""

    widget = forms.HiddenInput
    default_error_messages = {"required": _("Åpne siden på nytt. Da ser du teksten som gjelder nå.")}


class ReadForm(Form):
    """Nothing to fill in: the button says that it was read. `words_shown` is the version that the page shows."""

    words_shown = VersionShown()

    def __init__(self, *args: Any, version: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words_shown"].initial = version


class RegisterForm(Form):
    words_shown = VersionShown()
    signed_on = DateField(
        label=_("Hvilken dag er erklæringen signert?"),
        error_messages={"required": _("Skriv hvilken dag den er signert.")},
    )
    kept = forms.CharField(
        label=_("Hvor ligger papiret?"),
        help_text=_("For eksempel: sak 26/1043 i arkivet."),
        max_length=KEPT,
        error_messages={"required": _("Skriv hvor papiret ligger, så noen kan finne det igjen.")},
    )

    def __init__(self, *args: Any, version: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words_shown"].initial = version

    def clean_signed_on(self) -> Any:
        day = self.cleaned_data["signed_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Dagen kan ikke være fram i tid."))
        return day


class TextForm(Form):
    """The words of one kind, in the languages that are read. `words_shown` is the version that they replace."""

    is_looked_at = False  # the page shows them as they will be read
    words_shown = VersionShown()

    def __init__(self, *args: Any, stood: Words, languages: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words_shown"].initial = stood.version
        self.languages = languages
        for code, name in languages.items():
            self.fields[code] = forms.CharField(
                label=_("Teksten på %(language)s") % {"language": name}
                if len(languages) > 1
                else _("Teksten"),
                initial=stood.texts.get(code, ""),
                widget=forms.Textarea(attrs={"rows": 10, "lang": code}),
                required=code == BOKMAL,
                max_length=LONGEST,
                error_messages={"required": _("Skriv teksten.")},
            )
            dress(self.fields[code])
            speak_plainly(self.fields[code])

    @property
    def texts(self) -> dict[str, str]:
        """By language, without those that are empty."""
        return {code: text for code in self.languages if (text := self.cleaned_data[code].strip())}

    @property
    def shown(self) -> list[tuple[str, str, str]]:
        """Code, name and text of each, as they will be read."""
        return [(code, LANGUAGES[code], text) for code, text in self.texts.items()]


class ServiceForm(Form):
    is_asked_again = False  # the answer takes access away
    secrecy = forms.ChoiceField(
        label=_("Hva gir dem som arbeider der, taushetsplikt?"),
        choices=Secrecy.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg ett av svarene.")},
    )


def takes_away(before: str, data: QueryDict) -> bool:
    """Whether the answer makes some sign who have only read."""
    said = data.get("secrecy", "")
    return (
        before in Secrecy.values
        and Secrecy(before).is_by_law
        and said in Secrecy.values
        and not Secrecy(said).is_by_law
    )
