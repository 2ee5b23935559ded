"""User name, password, code, and what a browser answers for a passkey."""

from typing import Any, Final

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from municipality.people.models import User
from municipality.ui.forms import Form

LONGEST_PASSWORD: Final = 500
TOO_WEAK: Final = {
    "password_too_short": _("Passordet må ha minst %(min_length)d tegn."),
    "password_too_common": _("Passordet er et av de vanligste. Velg et annet."),
    "password_too_similar": _("Passordet ligner for mye på navnet, brukernavnet eller e-postadressen din."),
}
NO_ANSWER: Final = _("Nettleseren svarte ikke med en passnøkkel. Prøv på nytt.")


def password_field(label: Any, missing: Any, *, new: bool = False, **more: Any) -> forms.CharField:
    """A password exactly as it is typed, spaces too."""
    return forms.CharField(
        label=label,
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password" if new else "current-password"}),
        error_messages={"required": missing},
        **more,
    )


def code_field(label: Any, help_text: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "none"}),
        error_messages={"required": _("Skriv koden.")},
    )


def _in_our_words(weak: forms.ValidationError) -> forms.ValidationError:
    """Django says some of them in English only."""
    return forms.ValidationError(TOO_WEAK.get(weak.code or "", weak.message), weak.code, weak.params)


class SignInForm(Form):
    username = forms.CharField(
        label=_("Brukernavn"),
        max_length=80,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": _("Skriv brukernavnet ditt.")},
    )
    password = password_field(_("Passord"), _("Skriv passordet ditt."))


class CodeForm(Form):
    """`has_codes`: whether the account has an app with codes, besides those that were written down."""

    code = code_field(_("Kode"), _("Seks sifre fra appen, eller en av reservekodene dine."))

    def __init__(self, *args: Any, has_codes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_codes:
            self.fields["code"].label = _("Reservekode")
            self.fields["code"].help_text = _("En av de ti kodene du tok vare på.")


class AnswerForm(Form):
    """What static/js/passkey.js puts into the form."""

    credential = forms.CharField(widget=forms.HiddenInput, error_messages={"required": NO_ANSWER})


class NewPasswordForm(Form):
    """For `user`, whose name must not be the password."""

    new_password = password_field(
        _("Nytt passord"),
        _("Skriv det nye passordet."),
        new=True,
        help_text=_("Minst 14 tegn. Flere ord etter hverandre er lettest å huske."),
    )
    repeated = password_field(_("Gjenta passordet"), _("Skriv passordet én gang til."), new=True)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_new_password(self) -> str:
        typed: str = self.cleaned_data["new_password"]
        try:
            validate_password(typed, self.user)
        except forms.ValidationError as weak:
            raise forms.ValidationError([_in_our_words(one) for one in weak.error_list]) from None
        return typed

    def clean_repeated(self) -> str:
        typed: str = self.cleaned_data["repeated"]
        if "new_password" in self.cleaned_data and typed != self.cleaned_data["new_password"]:
            raise forms.ValidationError(_("Passordene er ikke like. Skriv dem på nytt."))
        return typed


class NewTotpForm(Form):
    code = code_field(_("Kode fra appen"), _("Seks sifre. Appen viser en ny kode hvert halve minutt."))


class NewPasskeyForm(AnswerForm):
    name = forms.CharField(
        label=_("Hva vil du kalle passnøkkelen?"),
        help_text=_("Så du kjenner den igjen, for eksempel «Mobilen» eller «Sikkerhetsnøkkel i safen»."),
        max_length=60,
        error_messages={"required": _("Skriv et navn på passnøkkelen.")},
    )
    field_order: tuple[str, ...] = ("name",)


# --- one's own: each change begins with the password


class PasswordAgain(Form):
    password = password_field(_("Passordet ditt"), _("Skriv passordet ditt."))


class ChangePasswordForm(NewPasswordForm):
    password = password_field(_("Passordet du har nå"), _("Skriv passordet du har nå."))
    field_order = ("password", "new_password", "repeated")


class AddTotpForm(NewTotpForm):
    password = password_field(_("Passordet ditt"), _("Skriv passordet ditt."))
    field_order = ("password", "code")


class AddPasskeyForm(NewPasskeyForm):
    password = password_field(_("Passordet ditt"), _("Skriv passordet ditt."))
    field_order = ("name", "password")
