"""What the law opens without consent: the sentences of `refusals.py` about it."""

from typing import Final

from django.utils.translation import gettext_lazy as _

BY_LAW: Final = {
    # What the law opens
    "no_notes_of_the_unit": _("Enheten din har ingen notater i en åpen stafettlogg med dette nummeret."),
    "provision_of_others": _("Dette gjelder ikke for enheten din. Velg noe annet."),
    "not_a_receiver_by_law": _("Enheten kan ikke få lese etter dette. Velg en annen."),
    "kinds_not_by_this_provision": _(
        "Velg hva slags opplysninger det gjelder. Om barnevern kan bare barnevernet, eller den som er pålagt det, gi."
    ),
    "three_months_at_most": _("Velg en dag fra i dag og inntil tre måneder fram."),
    "say_why_by_law": _("Skriv hvorfor det er nødvendig."),
    "not_your_decision": _("Dette kan bare lederen og mottaket i enheten gjøre."),
    "decision_is_over": _("Det gjelder ikke lenger. Last siden på nytt."),
    # Handing out without consent
    "nothing_to_hand_out": _("Enheten har ingen notater som du kan utlevere der."),
    "provision_not_for_this": _("Bestemmelsen gjelder ikke for det enheten vet, eller for denne mottakeren."),
    "say_when_it_was_demanded": _("Skriv hvilken dag de ble bedt om."),
    "looked_at_within_a_year": _("Velg en dag fra i dag og innen ett år."),
    "not_in_hand": _("Utleveringen er alt gjort, droppet eller falt bort. Last siden på nytt."),
    "changed_elsewhere": _("Dette er endret i et annet vindu. Last siden på nytt, og se over det."),
    "notes_have_changed": _(
        "Et av notatene er endret, eller ingen er valgt. Les dem på nytt, og velg igjen."
    ),
    "nothing_to_tell": _("Familien vet det alt, eller en annen skal fortelle det. Last siden på nytt."),
}
