"""What was handed out, on paper: each note as it was then."""

from django.utils import timezone

from cases.disclosures.selectors import DisclosureSeen, PaperNote, provision_words
from municipality.organisation.law import legal_reference
from municipality.organisation.municipality import Municipality
from municipality.paper.making import Paper, declare_accessible, html_of, lay_out


def disclosure_paper(disclosure: DisclosureSeen, notes: list[PaperNote]) -> Paper:
    """For who made it, as the database answers."""
    made = timezone.localtime(disclosure.made_at)
    html = html_of(
        "disclosures/paper.html",
        {
            "disclosure": disclosure,
            "municipality": Municipality.objects.get(unit=disclosure.unit_id),
            "notes": notes,
            "by": provision_words(disclosure.provision, timezone.localdate(disclosure.begun_at)),
            "made_at": made,
            "exempt_by": legal_reference("exempt_from_public_access", made.date()),
        },
    )
    return declare_accessible(lay_out(html))
