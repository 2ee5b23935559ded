"""What NAV's leader is asked: which file, of which form, for which year and region."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from municipality.ui.forms import Form
from reporting.kostra.editions import FORMS, YEARS, Edition, edition
from reporting.kostra.layout import layout
from reporting.kostra.row import Delivery
from reporting.kostra.upload import MIB, MOST_BYTES


class CheckForm(Form):
    """`too_large`: the file that was sent was read past."""

    file = forms.FileField(
        label=_("Fil fra fagsystemet"),
        allow_empty_file=True,
        help_text=_("Slik fagsystemet har laget den, før den krypteres."),
    )
    form = forms.ChoiceField(label=_("Skjema"))
    year = forms.TypedChoiceField(label=_("Rapporteringsår"), coerce=int)
    region = forms.RegexField(
        label=_("Region"),
        regex=r"^[0-9]{6}$",
        help_text=_("Kommunenummer og bydel, seks siffer. Bydelen er 00 utenfor Oslo."),
        error_messages={"invalid": _("Regionen skal ha seks siffer, for eksempel 330100.")},
    )
    no_recipients = forms.BooleanField(label=_("Kommunen har ingen mottakere"), required=False)

    def __init__(self, *args: Any, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        newest = YEARS[-1]
        self.fields["form"].choices = [(form, f"{form} {layout(form, newest).title}") for form in FORMS]  # type: ignore[attr-defined]
        self.fields["year"].choices = [(year, year) for year in reversed(YEARS)]  # type: ignore[attr-defined]
        if too_large:
            self.fields["file"].error_messages["required"] = _(
                "Filen er for stor. Her kan den være på høyst %(most)s MB. Større filer kan IT-avdelingen kontrollere."
            ) % {"most": MOST_BYTES // MIB}

    def clean(self) -> None:
        """A browser forgets which file was chosen, so that it must be asked for again when anything else is wrong."""
        if self.errors and "file" in self.cleaned_data:
            self.add_error("file", _("Velg filen én gang til."))

    @property
    def edition(self) -> Edition:
        """Of a form that is valid."""
        return edition(self.cleaned_data["form"], self.cleaned_data["year"])

    @property
    def delivery(self) -> Delivery:
        """Of a form that is valid."""
        return Delivery(
            self.edition.layout,
            self.cleaned_data["region"],
            has_recipients=not self.cleaned_data["no_recipients"],
        )
