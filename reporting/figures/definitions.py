"""What each figure means, and which ones disclosure control leaves alone: in one place, for the page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reporting.figures.models import Indicator

MEANINGS: dict[Indicator, Promise] = {
    Indicator.OPEN_LOGS: _(
        "Stafettlogger som ikke er avsluttet, fordelt på nivået de er på nå. Har et barn to logger, telles begge."
    ),
    Indicator.DAYS_TO_MEASURE: _(
        "Dager fra noen skrev ned undringen, til det første tiltaket ble avtalt. Tallet er medianen: "
        "Halvparten ventet kortere, halvparten lengre. Med er logger som ble åpnet etter en undring de siste "
        "12 månedene, og som har fått et tiltak."
    ),
    Indicator.OVERDUE_MEASURES: _(
        "Tiltak i åpne stafettlogger der fristen er gått ut, og som ikke er avsluttet."
    ),
    Indicator.WAITING_REFERRALS: _(
        "Saker i åpne stafettlogger som er meldt til et team, og som teamet ikke har et godkjent referat om ennå."
    ),
}
# Operational totals: for the whole municipality, and not divided by anything about persons.
EXEMPT: dict[Indicator, Promise] = {
    Indicator.OVERDUE_MEASURES: _(
        "Det teller tiltak i hele kommunen, ikke barn, og er ikke delt opp. Ett tiltak over fristen peker ikke på noen."
    ),
    Indicator.WAITING_REFERRALS: _(
        "Det teller saker i kø hos alle teamene til sammen og er ikke delt opp. Én sak i køen peker ikke på noen."
    ),
    Indicator.DAYS_TO_MEASURE: _(
        "Det er et antall dager, ikke et antall barn. Er det for få barn bak tallet, vises det likevel ikke."
    ),
}
