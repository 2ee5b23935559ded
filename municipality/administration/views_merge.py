"""What will happen when two municipalities become one, for the administrators of both; the operator does it."""

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from municipality.administration.merge_plan import merge_plan
from municipality.audit.acts import Act
from municipality.audit.gates import administrator_or_403
from municipality.organisation.municipality import Municipality
from municipality.people.request import SignedInRequest, signed_in


def announced(home: Municipality) -> Municipality | None:
    """The municipality that ends, where one is announced that this one ends by or grows by, and it is not done yet."""
    found = Municipality.objects.filter(
        Q(pk=home.pk) | Q(merges_into=home), merges_into__isnull=False, merged_at=None
    )
    return found.select_related("merges_into").order_by("merges_on", "pk").first()


@require_safe
@signed_in
def read(request: SignedInRequest) -> HttpResponse:
    """Names of what the two have, and settings; no numbers of people, which the operator reads."""
    administrator_or_403(request, Act.MERGE_READ)
    assert request.user.municipality is not None  # noqa: S101 - only families have none
    ending = announced(request.user.municipality)
    if ending is None or ending.merges_into is None:
        raise Http404
    return render(request, "administration/merge.html", {"plan": merge_plan(ending, ending.merges_into)})
