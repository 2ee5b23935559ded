"""What becomes of a directory's accounts when its municipality becomes part of another."""

from django.db.models.functions import Now

from municipality.organisation.municipality import Municipality
from municipality.scim.models import ScimGroup, ScimToken, ScimUser


def directories_end(ending: Municipality, staying: Municipality) -> None:
    """The directory's keys end: one opens the accounts of all its municipality, and those are more from now on.

    What the directory has said comes along; a key of its own that another directory uses too is forgotten.
    """
    ScimToken.objects.filter(municipality=ending, ended_at=None).update(ended_at=Now())
    users = ScimUser.objects.filter(municipality=staying).values("external_id")
    ScimUser.objects.filter(municipality=ending, external_id__in=users).update(external_id="")
    groups = ScimGroup.objects.filter(municipality=staying).values("external_id")
    ScimGroup.objects.filter(municipality=ending, external_id__in=groups).update(external_id="")
