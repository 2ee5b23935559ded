"""The sentences of refusals about an adult's own affairs: who says what about them, and who writes of whom."""

from typing import Final

from django.utils.translation import gettext_lazy as _

OF_ADULTS: Final = {
    "own_affairs_are_of_adults": _("Bare de voksne blir spurt om det som handler om dem selv."),
    "unit_is_not_asked_about": _("Enheten er ikke med i det dere spør om. Last siden på nytt."),
    "not_who_takes_back_own_affairs": _(
        "Bare den voksne selv, eller stafettholderen som har fått beskjed, kan trekke dette."
    ),
    "not_an_adult_of_this_log": _("Notatet må handle om barnet eller en av de voksne i loggen."),
    "whose_affairs_stay": _(
        "Et notat som handler om en annen enn barnet, kan ikke gjøres om. Skriv et nytt notat i stedet."
    ),
}
