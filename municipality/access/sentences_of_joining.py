"""Two logs of one child that become one: the sentences of `refusals.py` about it."""

from typing import Final

from django.utils.translation import gettext_lazy as _

OF_JOINING: Final = {
    "no_yes_to_joining": _("Det er ikke noe ja å ta tilbake her."),
    "joining_has_changed": _("Forslaget er endret i mellomtiden. Se på det på nytt."),
    "no_joining_waits": _("Det er ikke lenger noe å bli enige om. Loggene blir ikke slått sammen nå."),
    "nothing_to_part": _("Loggene kan ikke deles igjen nå. Det må gjøres innen 30 dager."),
    "a_question_is_under_way": _("Familien er spurt om noe som ikke er avgjort. Gjør ferdig det først."),
    "a_proposal_waits": _("En endring venter på kontroll. Den må være avgjort først."),
    "both_have_a_plan": _(
        "Begge loggene har en individuell plan. Avklar med familien hvilken som skal gjelde."
    ),
    "family_is_not_the_same": _(
        "Opplysningene om familien er ikke de samme i begge loggene. Se i Folkeregisteret, og rett dem først."
    ),
    "somebody_else_answers_now": _(
        "Noen andre svarer for barnet nå enn da loggene ble slått sammen. Da kan loggen ikke deles."
    ),
}
