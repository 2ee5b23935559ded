"""What is answered when something is wrong, in SCIM's own form (RFC 7644, 3.12). No answer and no line of the log holds
what somebody sent, or a place in the program."""

import logging
from collections.abc import Mapping
from typing import Any, Final

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from municipality.access.refusals import NothingThere, Refused
from municipality.ui.errors import SECONDS, UNREACHABLE

logger = logging.getLogger(__name__)

SCHEMA: Final = "urn:ietf:params:scim:api:messages:2.0:Error"
# The status and the kind of error, by the code of the database's refusal.
OF_REFUSALS: Final[Mapping[str, tuple[int, str]]] = {
    "no_such_token": (401, ""),
    "username_is_taken": (409, "uniqueness"),
    "external_id_is_taken": (409, "uniqueness"),
    "directory_only_closes_it": (403, "mutability"),
    "no_such_member": (400, "invalidValue"),
}
NOT_THERE: Final = gettext_lazy("Den finnes ikke.")


class ScimError(Exception):
    """An answer of this status. `kind` is one of SCIM's words for what is wrong (scimType), or nothing."""

    def __init__(self, status: int, kind: str, detail: str | Promise) -> None:
        super().__init__(kind)
        self.status, self.kind, self.detail = status, kind, detail


def invalid(detail: str | Promise) -> ScimError:
    """400 for a value that does not fit."""
    return ScimError(400, "invalidValue", detail)


def not_there() -> ScimError:
    """404: of another municipality, or of nobody."""
    return ScimError(404, "", NOT_THERE)


def answer(status: int, kind: str, detail: str | Promise) -> Response:
    """The error as it is sent."""
    said = {"schemas": [SCHEMA], "status": str(status), "detail": str(detail)}
    headers = {503: {"Retry-After": str(SECONDS)}, 401: {"WWW-Authenticate": 'Bearer realm="scim"'}}
    return Response(
        said | ({"scimType": kind} if kind else {}), status=status, headers=headers.get(status, {})
    )


def error_answer(error: Exception, _context: Any) -> Response:
    """DRF's handler of exceptions: all of them become SCIM errors, and what was written is taken back."""
    set_rollback()
    if isinstance(error, ScimError):
        return answer(error.status, error.kind, error.detail)
    if isinstance(error, Refused | NothingThere):
        otherwise = (404, "") if isinstance(error, NothingThere) else (400, "invalidValue")
        return answer(*OF_REFUSALS.get(error.code, otherwise), str(error) or NOT_THERE)
    status, kind, detail = _of_the_frame(error)
    if status >= 500:
        logger.error("A SCIM request failed", exc_info=error)
    return answer(status, kind, detail)


def _of_the_frame(error: Exception) -> tuple[int, str, str | Promise]:
    """Status, kind and words for what DRF, Django or the servers raise."""
    match error:
        case exceptions.NotAuthenticated() | exceptions.AuthenticationFailed():
            return 401, "", _("Vis en gyldig nøkkel: Authorization: Bearer …")
        case exceptions.MethodNotAllowed():
            return 405, "", _("Dette kan ikke gjøres her.")
        case exceptions.UnsupportedMediaType():
            return 415, "", _("Send application/scim+json.")
        case exceptions.ParseError() | RecursionError():
            return 400, "invalidSyntax", _("Det som ble sendt, er ikke JSON som kan leses.")
        case RequestDataTooBig():
            return 413, "", _("Det som ble sendt, er for stort.")
        case Http404():
            return 404, "", NOT_THERE
        case exceptions.PermissionDenied() | PermissionDenied():
            return 403, "", _("Dette er ikke lov.")
        case _ if isinstance(error, UNREACHABLE):
            return 503, "", _("En tjener svarer ikke. Prøv igjen om litt.")
    return 500, "", _("Noe gikk galt hos oss. Ingenting er lagret.")
