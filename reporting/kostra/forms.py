"""What NAV's leader is asked: which file, of which form, for which year and region."""

from datetime import timedelta
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from municipality.ui.forms import Form
from municipality.ui.upload import MIB
from reporting.kostra.editions import FORMS, YEARS, Edition, UnknownEdition, edition, years_of
from reporting.kostra.layout import layout
from reporting.kostra.row import REGION, WRONG_REGION, Delivery

# A row for each of 15 000 persons, more than any municipality delivers at once. Even when nothing in it is right, a
# worker is done with it in a quarter of a minute.
MOST_BYTES: Final = 5 * MIB
# A year's files are delivered in January and corrected in spring.
STILL_LAST_YEARS: Final = timedelta(days=120)


def year_reported_now() -> int:
    """The year that most files are about today, or the nearest to it that there is a table for."""
    year = (timezone.localdate() - STILL_LAST_YEARS).year
    return min(YEARS, key=lambda known: abs(known - year))


class CheckForm(Form):
    """`too_large`: the file that was sent was read past."""

    file = forms.FileField(
        label=_("Fil fra fagsystemet"),
        allow_empty_file=True,
        help_text=_("Slik fagsystemet har laget den, før den krypteres."),
        error_messages={"required": _("Velg filen du vil kontrollere.")},
    )
    form = forms.ChoiceField(
        label=_("Skjema"), error_messages={"required": _("Velg hvilket skjema filen hører til.")}
    )
    year = forms.TypedChoiceField(
        label=_("Rapporteringsår"),
        coerce=int,
        initial=year_reported_now,
        error_messages={"required": _("Velg hvilket år filen gjelder.")},
    )
    region = forms.RegexField(
        label=_("Region"),
        regex=rf"^{REGION}\Z",
        help_text=_("Kommunenummer og bydel, seks siffer. Bydelen er 00 utenfor Oslo."),
        error_messages={
            "required": _("Skriv kommunenummer og bydel, seks siffer."),
            "invalid": WRONG_REGION,
        },
    )
    no_recipients = forms.BooleanField(label=_("Kommunen har ingen mottakere"), required=False)

    def __init__(self, *args: Any, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = {form: layout(form, years_of(form)[0]).title for form in FORMS}
        self.fields["form"].choices = [(form, f"{form} {title}") for form, title in titles.items()]  # type: ignore[attr-defined]
        self.fields["year"].choices = [(year, year) for year in reversed(YEARS)]  # type: ignore[attr-defined]
        if too_large:
            self.fields["file"].error_messages["required"] = _(
                "Filen er for stor. Her kan den være på høyst %(most)s MB. Større filer kan IT-avdelingen kontrollere."
            ) % {"most": MOST_BYTES // MIB}

    def clean(self) -> None:
        """A year is refused that the form has no table for.

        A browser forgets which file was chosen, so that it is asked for again when anything else is wrong.
        """
        if {"form", "year"} <= self.cleaned_data.keys():
            try:
                edition(self.cleaned_data["form"], self.cleaned_data["year"])
            except UnknownEdition as unknown:
                self.add_error("year", str(unknown))
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
