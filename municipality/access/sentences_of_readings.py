"""What went wrong, and what was read: the sentences of `refusals.py` about deviations and questions."""

from typing import Final

from django.utils.translation import gettext_lazy as _

OF_READINGS: Final = {
    # Deviations
    "report_for_your_unit": _("Du kan bare melde avvik for en enhet du arbeider i."),
    "only_the_privacy_officer_notes": _("Bare personvernombudet skriver her."),
    "say_which_day_they_were_told": _(
        "Skriv hvilken dag de fikk vite det, fra den dagen avviket ble oppdaget og til i dag."
    ),
    "a_reading_is_told_on_its_page": _("Familien får vite det fra siden «Fortell familien»."),
    "answer_who_is_told_first": _(
        "Skriv først om Datatilsynet, og de det gjelder, har fått vite det, eller hvorfor de ikke trenger det."
    ),
    "only_a_reading_is_told_here": _("Bare lesing uten lov fortelles herfra."),
    "told_already": _("Familien har fått vite det alt."),
    "say_what_was_done": _("Skriv hva som er gjort."),
    "the_emergency_is_told_first": _(
        "Familien vet ikke om nødssituasjonen ennå. Fortell om lesingen når lederen har fortalt familien om den."
    ),
    # Others whom a note is about
    "say_when_they_were_told": _("Skriv hvilken dag de fikk vite det. Den kan ikke være fram i tid."),
    "no_provision_not_to_tell": _("Velg hvorfor de ikke får vite det."),
    "say_how_or_why": _("Skriv hvordan de fikk vite det, eller hvorfor ikke."),
    # What was read
    "no_such_pattern": _("Mønsteret er ikke der lenger. Last siden med mønstre på nytt."),
    "nobody_to_ask": _(
        "Ingen leder kan spørre om dette. Kommunen må utpeke noen som trer inn for lederen i enheten."
    ),
    "not_your_question": _("Dette er det en annen som skal gjøre."),
    "question_is_concluded": _("Spørsmålet er avgjort. Det kan ikke endres."),
    "asked_already": _("Spørsmålet er stilt alt."),
    "answered_already": _("Det er svart alt."),
}
