"""What the family demands by right, and its answers: the sentences of `refusals.py` about it."""

from typing import Final

from django.utils.translation import gettext_lazy as _

OF_REQUESTS: Final = {
    "only_the_family_asks": _(
        "Bare familien kan be om dette, eller noen i loggen som skriver det ned for dem."
    ),
    "asked_within_a_year": _("Velg en dag fra det siste året, og ikke fram i tid."),
    "answered_within_a_month": _("Fristen er en måned, og tre uker for en klage. Last siden på nytt."),
    "nothing_to_complain_of": _("Svaret kan ikke klages på her. Last siden på nytt."),
    "no_note_to_correct": _("Notatet er ikke her lenger, eller det er ikke skrevet av en tjeneste."),
    "say_what_should_be": _("Skriv hva som skal stå i stedet."),
    "no_such_reading": _("Denne lesingen står ikke i listen lenger. Last listen på nytt."),
    "asked_already": _("Du har alt bedt om dette, og venter på svar."),
    "asked_too_often": _("Du har bedt om mye i dag. Prøv igjen i morgen."),
    "nothing_to_answer": _("Det er alt svart på, eller en annen skal svare. Last siden på nytt."),
    "prolonged_once_and_in_time": _("Fristen kan flyttes én gang, før den er ute, og ikke for en klage."),
    "two_months_more_at_most": _(
        "Skriv hvorfor, og velg en dag etter fristen og innen tre måneder fra det kom."
    ),
    "answers_something_else": _("Velg et svar som passer til det de ba om."),
    "refused_by_another_provision": _("Velg en bestemmelse når noe blir avslått, og bare da."),
    "say_why_and_where_to": _("Skriv begrunnelsen, og hvem som avgjør klagen når den er sendt videre."),
    "nothing_to_look_at": _("Det er alt vurdert på nytt, eller familien vet det nå."),
    "not_a_sign_in_of_now": _("Innloggingen gjelder ikke lenger. Logg inn på nytt for å spørre."),
    "ask_services_of_one_municipality": _(
        "Velg tjenester i én kommune, og skriv hva det gjelder og hvor vi når deg."
    ),
}
