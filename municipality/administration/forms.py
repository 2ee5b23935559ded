"""The settings of a municipality as its administrator sees them."""

from typing import Any, ClassVar, Final

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from municipality.organisation.municipality import MOST_WARNINGS, WARNING_DAYS, Municipality
from municipality.ui.date_field import DateField
from municipality.ui.days_field import DaysField
from municipality.ui.forms import ModelForm, dress, speak_plainly
from municipality.ui.version_field import VersionField
from municipality.ui.words import in_a_row
from municipality.versions import version_of

LEVELS = range(4)
MISSING: Final = {
    "consent_age": _("Skriv fra hvilken alder en ungdom samtykker alene."),
    "consent_months": _("Skriv hvor mange måneder et samtykke varer."),
    "rest_days": _("Skriv hvor mange dager en stafettlogg hviler. 0 betyr at den avsluttes med en gang."),
    "concern_deadline_days": _("Skriv hvor mange dager fristen er."),
    "pattern_logs_a_day": _("Skriv hvor mange saker på én dag som er mange."),
    "pattern_from_hour": _("Skriv når arbeidstiden begynner, fra 0 til 23."),
    "pattern_to_hour": _("Skriv når arbeidstiden slutter, fra 1 til 24."),
    "pattern_outside_times": _("Skriv hvor mange ganger utenom arbeidstid som er verdt å se på."),
    "pattern_refused": _("Skriv hvor mange avviste forsøk som er verdt å se på."),
    "concern_retention_months": _("Skriv hvor mange måneder en avsluttet undring tas vare på."),
    "outside_retention_months": _("Skriv hvor mange måneder et besvart krav tas vare på."),
    "log_from_level": _("Skriv fra hvilket nivå en stafettlogg åpnes."),
    "evaluation_weeks": _("Skriv hvor mange uker det går mellom evalueringer."),
    "small_unit_size": _("Skriv hvor mange barn en enhet må ha for ikke å regnes som liten."),
    "disclosure_threshold": _("Skriv det minste antallet som vises i statistikk."),
    "executive_title": _("Skriv hva den øverste administrative lederen heter."),
}


class SettingsForm(ModelForm):
    """Every setting but number and name, which the municipality's file says. Names of levels are four fields.

    `version` is of the settings that the writer saw.
    """

    report_url = forms.URLField(
        label=_("Adresse til portalen der fagpersoner melder fra til barnevernet"),
        help_text=_("Begynner med https://. Uten adresse har sidene ingen lenke."),
        required=False,
        assume_scheme="https",
        max_length=200,
        validators=[URLValidator(schemes=["https"])],
    )
    limit_warning_days = DaysField(
        label=_("Hvor mange dager før en aldersgrense varsles det?"),
        help_text=_("Når noen andre svarer fra en bursdag, får familien og stafettholderen beskjed før den."),
        low=WARNING_DAYS[0],
        high=WARNING_DAYS[1],
        most=MOST_WARNINGS,
        error_messages={"required": _("Skriv hvor mange dager før en aldersgrense det varsles.")},
    )
    end_warning_days = DaysField(
        label=_("Hvor mange dager før et samtykke går ut varsles det?"),
        low=WARNING_DAYS[0],
        high=WARNING_DAYS[1],
        most=MOST_WARNINGS,
        error_messages={"required": _("Skriv hvor mange dager før et samtykke går ut det varsles.")},
    )
    patterns_talked_on = DateField(
        label=_("Hvilken dag ble mønstre i innsynsloggen drøftet med de tillitsvalgte?"),
        help_text=_("Til dere har skrevet dagen, ser verken personvernombudet eller lederne slike mønstre."),
        required=False,
        no_future=True,
    )
    version = VersionField()

    class Meta:
        model = Municipality
        fields = [
            "consent_age",
            "parents_read_from_consent_age",
            "both_parents_must_sign",
            "young_no_stops_health",
            "consent_months",
            "rest_days",
            "limit_warning_days",
            "end_warning_days",
            "leader_sees_concerns",
            "leader_reads_reports_because",
            "concern_deadline_days",
            "concern_retention_months",
            "outside_retention_months",
            "event_retention_years",
            "event_retention_because",
            "patterns_talked_on",
            "patterns_talked_because",
            "pattern_logs_a_day",
            "pattern_from_hour",
            "pattern_to_hour",
            "pattern_outside_times",
            "pattern_refused",
            "log_from_level",
            "evaluation_weeks",
            "july_counts",
            "small_unit_size",
            "disclosure_threshold",
            "executive_title",
            "child_protection_phone",
            "report_url",
        ]
        labels = {
            "consent_age": _("Fra hvilken alder samtykker en ungdom alene?"),
            "parents_read_from_consent_age": _(
                "Foreldrene leser når ungdommen samtykket alene før fylte 16 år"
            ),
            "both_parents_must_sign": _("Begge foreldre med foreldreansvar må si ja"),
            "young_no_stops_health": _("Nei fra en ungdom på 15 år stopper også helseopplysninger"),
            "consent_months": _("Hvor mange måneder varer et samtykke?"),
            "rest_days": _("Hvor mange dager hviler en stafettlogg når samtykket er gått ut?"),
            "leader_sees_concerns": _("Lederen ser undringer i egen enhet"),
            "leader_reads_reports_because": _("Hvorfor skal lederen se meldinger til barnevernet?"),
            "concern_deadline_days": _("Hvor mange dager er fristen for å avklare en undring?"),
            "concern_retention_months": _("Hvor mange måneder tas en avsluttet undring vare på?"),
            "outside_retention_months": _(
                "Hvor mange måneder tas et besvart krav om innsyn fra en uten konto vare på?"
            ),
            "event_retention_years": _("Hvor mange år tas innsynsloggen vare på?"),
            "event_retention_because": _("Hva sier at den tas vare på så lenge?"),
            "patterns_talked_because": _("Hva ble dere enige om?"),
            "pattern_logs_a_day": _("Hvor mange saker må noen lese på én dag for at det vises?"),
            "pattern_from_hour": _("Når begynner arbeidstiden?"),
            "pattern_to_hour": _("Når slutter arbeidstiden?"),
            "pattern_outside_times": _(
                "Hvor mange ganger må noen lese utenom arbeidstiden for at det vises?"
            ),
            "pattern_refused": _("Hvor mange forsøk må bli avvist for at det vises?"),
            "log_from_level": _("Fra hvilket nivå åpnes en stafettlogg?"),
            "evaluation_weeks": _("Hvor mange uker går det mellom evalueringer?"),
            "july_counts": _("Frister løper i juli"),
            "small_unit_size": _("Hvor mange barn må en enhet ha for ikke å regnes som liten?"),
            "disclosure_threshold": _("Hva er det minste antallet som vises i statistikk?"),
            "executive_title": _("Hva heter den øverste administrative lederen?"),
            "child_protection_phone": _("Telefon til kommunens barnevernvakt"),
        }
        error_messages: ClassVar = {name: {"required": words} for name, words in MISSING.items()}
        help_texts = {
            "consent_age": _("15 eller 16 år. Gjelder samtykker som registreres fra nå av."),
            "both_parents_must_sign": _(
                "Ellers holder det at én har sagt ja, så lenge den andre ikke sier nei."
            ),
            "young_no_stops_health": _(
                "Fra 16 år svarer ungdommen alene om helse. For alt annet stopper et nei fra 15 år uansett."
            ),
            "consent_months": _("Foreslås når et samtykke registreres. Familien kan velge kortere tid."),
            "rest_days": _(
                "Sier familien ja i den tiden, går den samme loggen videre. Ellers avsluttes den."
            ),
            "leader_sees_concerns": _("Den som skriver en undring, ser alltid hvem som leser den."),
            "leader_reads_reports_because": _(
                "La det stå tomt hvis bare den som meldte, skal se det. Den som melder, leser begrunnelsen."
            ),
            "concern_retention_months": _("Gjelder undringer som ikke førte til noe mer."),
            "outside_retention_months": _("Gjelder krav fra dem som logger inn uten å ha noe her."),
            "event_retention_years": _("Til dere har bestemt det, blir ingenting borte."),
            "event_retention_because": _("Regelen eller vedtaket, for eksempel kommunens arkivplan."),
            "patterns_talked_because": _("For eksempel hvem som ser mønstrene, og hva de brukes til."),
            "pattern_from_hour": _("Hel time, for eksempel 6. Lørdag og søndag regnes alltid som utenom."),
            "pattern_to_hour": _("Hel time, for eksempel 22."),
            "log_from_level": _("0, 1 eller 2."),
            "july_counts": _("Vanligvis gjør de ikke det, fordi skolen er stengt."),
            "small_unit_size": _("I små enheter kan noen gjette hvem det gjelder, også uten navn."),
            "child_protection_phone": _(
                "Står der noen skriver om et barn som kan være i fare. Uten nummer står bare 112."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for level in LEVELS:
            label = _now("Hva heter nivå %(level)d?") % {"level": level}
            initial = self.instance.level_names[level]
            missing = {"required": _now("Skriv hva nivå %(level)d heter.") % {"level": level}}
            field = forms.CharField(label=label, max_length=60, initial=initial, error_messages=missing)
            dress(field)
            speak_plainly(field)
            self.fields[f"level_{level}"] = field
        self.fields["version"].initial = settings_version(self.instance)
        names = list(self._meta.fields or ())
        after = names.index("log_from_level") + 1
        self.order_fields([*names[:after], *(f"level_{level}" for level in LEVELS), *names[after:]])

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("event_retention_years") and not said.get("event_retention_because"):
            self.add_error("event_retention_because", _("Skriv hva som sier hvor lenge den tas vare på."))
        if said.get("patterns_talked_on") and not said.get("patterns_talked_because"):
            self.add_error("patterns_talked_because", _("Skriv hva dere ble enige om."))
        if {"pattern_from_hour", "pattern_to_hour"} <= said.keys() and (
            said["pattern_from_hour"] >= said["pattern_to_hour"]
        ):
            self.add_error("pattern_to_hour", _("Arbeidstiden må slutte etter at den begynner."))
        return said

    @property
    def changed(self) -> bool:
        """Whether what was typed differs from what is stored."""
        return bool({*self.changed_data} - {"version"})

    def standing(self, current: Municipality) -> list[tuple[str, str]]:
        """What differs in `current` from what was typed: label and value. Call it after is_valid()."""
        stored = SettingsForm(instance=current)
        values = {
            name: stored.get_initial_for_field(field, name)
            for name, field in stored.fields.items()
            if name != "version"
        }
        return [
            (str(stored.fields[name].label), _in_words(value))
            for name, value in values.items()
            if value != self.cleaned_data[name]
        ]

    def save(self, commit: bool = True) -> Municipality:
        self.instance.level_names = [self.cleaned_data[f"level_{level}"] for level in LEVELS]
        saved: Municipality = super().save(commit=False)
        if commit:  # only these: the database lets nobody change the number by a page
            saved.save(update_fields=[*(self._meta.fields or ()), "level_names"])
        return saved


def settings_version(municipality: Municipality) -> int:
    """The version of the settings as they are now."""
    return version_of(*(getattr(municipality, name) for name in (*SettingsForm.Meta.fields, "level_names")))


def _in_words(value: object) -> str:
    if isinstance(value, bool):
        return _now("ja") if value else _now("nei")
    if isinstance(value, list):
        return in_a_row(str(one) for one in value)
    return str(value) if value not in (None, "") else _now("ikke fylt ut")
