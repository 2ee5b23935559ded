"""Which file, and what it means that somebody is not in it; and the button that does it."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from municipality.stafffile.columns import HEADERS, Table, Unreadable
from municipality.stafffile.plan import Plan
from municipality.stafffile.reading import read
from municipality.ui.forms import Form
from municipality.ui.upload import MIB

MOST_BYTES: Final = 5 * MIB
ALL: Final = "all"
SOME: Final = "some"


class FileForm(Form):
    """`too_large`: the file that was sent was read past. When it is valid, `table` is what was read."""

    table: Table

    file = forms.FileField(
        label=gettext_lazy("Fil med ansatte"),
        allow_empty_file=True,
        help_text=gettext_lazy("CSV eller Excel (.xlsx), høyst 5 MB og 20 000 rader."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
        error_messages={"required": gettext_lazy("Velg filen med ansatte.")},
    )
    scope = forms.ChoiceField(
        label=gettext_lazy("Hvem står i filen?"),
        choices=[
            (ALL, gettext_lazy("Filen har alle som arbeider i kommunen")),
            (SOME, gettext_lazy("Filen har bare noen")),
        ],
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Har filen alle, stenges kontoen til dem som ikke står der, og plasser som ikke står der, avsluttes."
            " Har den bare noen, avsluttes ingenting, unntatt der raden har en siste dag som er over."
        ),
        error_messages={"required": gettext_lazy("Velg om filen har alle eller bare noen.")},
    )

    def __init__(self, *args: Any, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if too_large:
            self.fields["file"].error_messages["required"] = _(
                "Filen er for stor. Den kan være på høyst %(most)s MB."
            ) % {"most": MOST_BYTES // MIB}

    def clean(self) -> None:
        """A browser forgets which file was chosen, so that it is asked for again when anything else is wrong."""
        if "file" not in self.cleaned_data:
            return
        try:
            self.table = read(self.cleaned_data["file"].read())
        except Unreadable as reason:
            self.add_error("file", str(reason))
            return
        if self.is_all and not self.table.has("unit"):
            said = _("Kolonnen «%(name)s» mangler. Uten den ville alle plasser bli avsluttet.")
            self.add_error("file", said % {"name": HEADERS["unit"]})
        elif self.errors:
            self.add_error("file", _("Velg filen én gang til."))

    @property
    def is_all(self) -> bool:
        return bool(self.cleaned_data.get("scope") == ALL)


class LoadForm(Form):
    """`plan`: what is shown beside the button, and by its digest (`plan_shown`) what the button means."""

    plan_shown = forms.CharField(widget=forms.HiddenInput, required=False)
    many = forms.BooleanField(
        label=gettext_lazy("Ja, så mange skal avsluttes"),
        error_messages={
            "required": gettext_lazy("Mer enn en tredel avsluttes. Sett kryss hvis det er riktig.")
        },
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        if not plan.ends_many:
            del self.fields["many"]

    def clean(self) -> None:
        if self.plan.is_empty or self.cleaned_data.get("plan_shown") != self.plan.digest:
            self.add_error(
                None,
                _(
                    "Noe er endret siden du så siden. Se gjennom på nytt hva filen gjør, og trykk en gang til."
                ),
            )
