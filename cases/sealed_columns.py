"""What the cases keep encrypted in the database, for `manage.py rotate_keys`."""

from cases.conversation.services import place_of as place_of_number
from cases.documents.keeping import place_of as place_of_part
from cases.documents.models import DocumentPart
from cases.plans.files import place_of as place_of_file
from cases.plans.models import PlanFile
from consent.models import Asked
from municipality.people.rotating import Sealed, register


def register_sealed_columns() -> None:
    """Called from the app's `ready()`."""
    register(Sealed(Asked, "number_sealed", lambda row: place_of_number(row.pk)))
    register(Sealed(DocumentPart, "sealed", lambda row: place_of_part(row.document_id, row.place)))
    register(Sealed(PlanFile, "sealed", lambda row: place_of_file(row.pk)))
