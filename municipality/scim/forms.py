"""A token for a directory."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from municipality.ui.forms import Form


class TokenForm(Form):
    tenant = forms.CharField(
        label=_("Leier-ID i Entra ID"),
        help_text=_("32 tegn og fire bindestreker. Står på oversikten i Entra ID som «Tenant ID»."),
        error_messages={"required": _("Skriv leier-ID-en (Tenant ID).")},
    )

    def clean_tenant(self) -> str:
        try:
            return str(uuid.UUID(str(self.cleaned_data["tenant"]).strip()))
        except ValueError:
            raise forms.ValidationError(
                _("Leier-ID-en stemmer ikke. Kopier den fra oversikten i Entra ID.")
            ) from None
