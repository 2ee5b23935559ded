"""The plan on paper, as `templates/plans/document.html` and `static/plans/document.css` have it."""

from datetime import datetime

from django.utils.translation import gettext as _

from cases.plans.contents import PlanContents
from municipality.organisation.law import legal_reference
from municipality.paper.making import html_of
from municipality.ui.dates import clock


def paper_html(plan: PlanContents, *, printed_by: str, printed_at: datetime) -> str:
    """The document as HTML. `printed_by` is empty where no staff are named."""
    words = {"who": printed_by, "when": f"{printed_at:%d.%m.%Y} {clock(printed_at)}"}
    printed = _("Skrevet ut av %(who)s %(when)s") if printed_by else _("Skrevet ut %(when)s")
    return html_of(
        "plans/document.html",
        {
            "plan": plan,
            "printed": printed % words,
            "printed_at": printed_at,
            "exempt_by": legal_reference("exempt_from_public_access", printed_at.date()),
            "rests_on": legal_reference("individual_plan", printed_at.date()),
            "paper": True,
        },
    )
