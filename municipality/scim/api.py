"""What every SCIM address does: reads the token, JSON in and out, errors in SCIM's form, and nobody as `my_id()`."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Final

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotAcceptable
from rest_framework.parsers import JSONParser
from rest_framework.permissions import IsAuthenticated
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import APIView

from municipality.access.identity import as_user
from municipality.scim.about import MOST_ROWS
from municipality.scim.errors import ScimError, error_answer, invalid
from municipality.scim.filters import Ways, ways_of
from municipality.scim.resources import etag
from municipality.scim.tokens import Directory, TokenAuthentication

LIST: Final = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
MEDIA: Final = "application/scim+json"
USUAL_ROWS: Final = 100
LARGEST: Final = 4 * 1024 * 1024  # a group of ten thousand takes less
ALWAYS: Final = frozenset({"schemas", "id"})


class _Small:
    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        if int(parser_context["request"].META.get("CONTENT_LENGTH") or 0) > LARGEST:
            raise RequestDataTooBig
        return super().parse(stream, media_type, parser_context)  # type: ignore[misc]


class ScimParser(_Small, JSONParser):
    media_type = MEDIA


class PlainParser(_Small, JSONParser):
    """The same, by the name that some send."""


class ScimRenderer(JSONRenderer):
    media_type = MEDIA
    format = "scim"


class ScimView(APIView):
    """An address for whoever shows a token. A session is worth nothing here, and so nobody needs a form's token."""

    authentication_classes: ClassVar = [TokenAuthentication]
    permission_classes: ClassVar = [IsAuthenticated]
    parser_classes: ClassVar = [ScimParser, PlainParser]
    renderer_classes: ClassVar = [ScimRenderer, JSONRenderer]
    http_method_names: ClassVar = ["get", "head", "post", "put", "patch", "delete"]

    def dispatch(self, request: HttpRequest, *args: Any, **keys: Any) -> HttpResponseBase:
        with as_user(None):
            return super().dispatch(request, *args, **keys)

    def get_exception_handler(self) -> Any:
        return error_answer

    def perform_content_negotiation(self, request: Any, force: bool = False) -> Any:
        try:
            return super().perform_content_negotiation(request, force)
        except NotAcceptable:  # whatever was asked for, JSON is what there is
            return self.get_renderers()[0], MEDIA

    @property
    def directory(self) -> Directory:
        shown: Directory = self.request.user
        return shown

    @property
    def base(self) -> str:
        """The address of the whole, as whoever asks calls it."""
        found: str = self.request.build_absolute_uri("/scim/v2")
        return found

    def body(self) -> dict[str, Any]:
        said = self.request.data
        if not isinstance(said, dict):
            raise ScimError(400, "invalidSyntax", _("Det som sendes, er et objekt."))
        return said

    def ways(self, names: Mapping[str, str]) -> Ways | None:
        text = self.request.query_params.get("filter")
        if text is None:
            return None
        _readable(text, "invalidFilter")
        return ways_of(text, names)

    def window(self) -> tuple[int, int]:
        """From which row (1 is the first), and how many at most."""
        start, count = self._number("startIndex", 1), self._number("count", USUAL_ROWS)
        return max(start, 1), min(max(count, 0), MOST_ROWS)

    def _number(self, name: str, usual: int) -> int:
        said = self.request.query_params.get(name, str(usual))
        if not re.fullmatch(r"-?[0-9]{1,9}", said):
            raise invalid(_("startIndex og count er hele tall."))
        return int(said)

    def excludes(self, name: str) -> bool:
        """Whether an attribute at the top is not asked for."""
        return name not in self.chosen({name: True})

    def chosen(self, said: dict[str, Any]) -> dict[str, Any]:
        """Of a resource what `attributes` asks for, or all but what `excludedAttributes` names."""
        wanted, unwanted = self._names("attributes"), self._names("excludedAttributes")
        if wanted:
            return {
                name: _part(value, wanted, name.lower())
                for name, value in said.items()
                if name in ALWAYS or _is_among(name.lower(), wanted)
            }
        return {name: value for name, value in said.items() if name in ALWAYS or name.lower() not in unwanted}

    def _names(self, parameter: str) -> set[str]:
        said = self.request.query_params.get(parameter, "").lower().split(",")
        return {re.sub(r"^urn:.*:", "", one.strip()) for one in said if one.strip()}

    def one(self, said: dict[str, Any], row: Mapping[str, Any], status: int = 200) -> Response:
        """The answer with one resource. 304 to who has this version already."""
        headers = {"ETag": etag(row)} | ({"Location": said["meta"]["location"]} if status == 201 else {})
        known = self.request.headers.get("If-None-Match", "")
        if self.request.method in ("GET", "HEAD") and _has(known, row):
            return Response(status=304, headers=headers)
        return Response(self.chosen(said), status=status, headers=headers)

    def meets(self, row: Mapping[str, Any]) -> None:
        """412 for who wants to change another version."""
        known = self.request.headers.get("If-Match", "")
        if known and not _has(known, row):
            raise ScimError(412, "", _("Den er endret siden du leste den."))

    def many(self, rows: Iterable[dict[str, Any]], total: int, start: int) -> Response:
        shown = [self.chosen(row) for row in rows]
        return Response(
            {
                "schemas": [LIST],
                "totalResults": total,
                "startIndex": start,
                "itemsPerPage": len(shown),
                "Resources": shown,
            }
        )


def _readable(text: str, kind: str) -> None:
    if re.search(r"[\x00-\x1f\ud800-\udfff]", text):
        raise ScimError(400, kind, _("Det er tegn i filteret som ikke kan leses."))


def _has(header: str, row: Mapping[str, Any]) -> bool:
    said = {one.strip().removeprefix("W/") for one in header.split(",")}
    return "*" in said or etag(row).removeprefix("W/") in said


def _is_among(name: str, wanted: set[str]) -> bool:
    return name in wanted or any(one.startswith(f"{name}.") for one in wanted)


def _part(value: Any, wanted: set[str], name: str) -> Any:
    """Of a complex attribute the parts that are asked for."""
    if name in wanted or not isinstance(value, dict | list):
        return value
    if isinstance(value, list):
        return [_part(one, wanted, name) for one in value]
    return {part: one for part, one in value.items() if f"{name}.{part.lower()}" in wanted}
