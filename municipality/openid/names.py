"""What people call the providers."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from municipality.openid.providers import Kind

NAMES: Final[dict[Kind, str | Promise]] = {
    Kind.ENTRA: _("Microsoft"),
    Kind.IDPORTEN: _("ID-porten"),
    Kind.ANSATTPORTEN: _("Ansattporten"),
}
