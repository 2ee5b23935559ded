"""Teams and meetings: the sentences of `refusals.py` about them."""

from typing import Final

from django.utils.translation import gettext_lazy as _

OF_TEAMS: Final = {
    # Teams
    "team_of_another_municipality": _("Teamet hører til en annen kommune, eller det er ikke i bruk lenger."),
    "on_that_table_already": _("Saken er alt meldt til dette teamet. Den kan stå på bordet én gang."),
    "strictly_protected_is_not_referred": _(
        "Med strengt fortrolig adresse kan saken ikke meldes til team. Spør uten navn i stedet."
    ),
    "only_units_in_the_room_are_left_out": _(
        "Du kan bare utelate enheter som sitter i teamet, og ikke din egen. Hvem som sitter der, er endret:"
        " last siden på nytt."
    ),
    "unit_in_the_room_without_consent": _(
        "En enhet i teamet har ikke samtykke til å høre om dette. Spør om samtykke, utelat enheten, eller spør"
        " uten navn."
    ),
    "no_chair_could_lead_the_item": _(
        "Ingen av dem som leder teamet, kan høre denne saken. Spør familien om samtykke for lederens enhet, eller"
        " spør uten navn."
    ),
    "units_are_not_named_here": _(
        "Barnet har adressesperre. Velg på siden hva du trekker samtykket til, uten navnet på enheten."
    ),
    "neither_holder_nor_chair": _("Bare stafettholderen eller lederen av teamet kan ta saken av bordet."),
    "closed_already": _("Saken var alt tatt av bordet."),
    "seat_is_for_who_works_in_the_unit": _("Personen må arbeide i enheten for å sitte i teamet for den."),
    "not_a_seat_of_the_municipality": _("Plassen hører til et team i en annen kommune."),
    "sits_in_the_team_already": _("Personen har alt en annen plass i teamet. Velg en annen."),
    "seat_has_ended": _("Plassen i teamet var alt avsluttet."),
    "asked_for_own_unit_and_municipality": _(
        "Du kan bare spørre for din egen enhet, et team i kommunen og et av dens temaer."
    ),
    "asked_today_already": _("Det samme spørsmålet er alt sendt i dag. Koden du fikk da, gjelder."),
    "raised_for_own_unit_and_municipality": _(
        "Du kan bare melde for din egen enhet, til et team i kommunen."
    ),
    # Meetings
    "neither_chair_nor_secretary": _("Bare lederen og sekretæren i teamet kan gjøre dette."),
    "not_the_chair": _("Bare lederen av teamet kan godkjenne referatet."),
    "meeting_has_begun": _("Møtet er begynt, og kan ikke flyttes eller avlyses."),
    "meeting_is_cancelled": _("Møtet er avlyst."),
    "something_is_written": _("Noe er skrevet i referatet. Da kan ikke starten angres."),
    "minutes_are_approved": _("Referatet er alt godkjent."),
    "meeting_is_not_open": _("Møtet har ikke begynt, eller referatet er alt godkjent."),
    "not_an_item_you_lead": _(
        "Du kan ikke skrive om denne saken. Den kan være tatt av bordet, eller et samtykke kan være trukket."
    ),
    "somebody_may_not_hear_it": _("Den du har valgt, kan ikke høre denne saken. Velg en annen."),
    "approved_minutes_are_locked": _("Referatet er godkjent og låst. Skriv en rettelse i stedet."),
    "not_approved_minutes_you_read": _("Du kan bare rette et godkjent referat som du selv kan lese."),
    "not_your_task": _("Oppgaven er gitt til en annen, eller du kan ikke lese saken lenger."),
    "not_a_task_to_give": _("Oppgaven er gjort eller har en ansvarlig, eller du kan ikke lese saken lenger."),
    "task_is_done": _("Oppgaven var alt gjort."),
}
