"""What we say of ourselves, and what is answered at every other address below /scim/v2."""

from typing import Any, NoReturn

from django.utils.translation import gettext as _
from rest_framework.response import Response

from municipality.scim.about import config, kinds, schemas
from municipality.scim.api import ScimView
from municipality.scim.errors import ScimError, not_there


class _About(ScimView):
    def unfiltered(self) -> None:
        """RFC 7644, 4: a filter here is refused."""
        if "filter" in self.request.query_params:
            raise ScimError(403, "", _("Her kan ingenting filtreres."))

    def one_of(self, found: list[dict[str, Any]], key: str) -> Response:
        if not key:
            self.unfiltered()
            return self.many(found, len(found), 1)
        for one in found:
            if one["id"] == key:
                return Response(one)
        raise not_there()


class Config(_About):
    def get(self, request: Any) -> Response:
        return Response(config(self.base))


class Kinds(_About):
    def get(self, request: Any, key: str = "") -> Response:
        return self.one_of(kinds(self.base), key)


class Schemas(_About):
    def get(self, request: Any, key: str = "") -> Response:
        return self.one_of(schemas(self.base), key)


class Search(ScimView):
    """Searching through several kinds at once is not done here (RFC 7644, 3.12)."""

    def post(self, request: Any) -> NoReturn:
        raise ScimError(501, "", _("Søk i Users eller Groups, ett om gangen."))


class Nowhere(ScimView):
    def nothing(self, request: Any, rest: str) -> NoReturn:
        raise not_there()

    get = post = put = patch = delete = nothing
