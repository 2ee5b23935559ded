"""The version of a text that its writer saw, sent along with what they write."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

RELOAD: Final = _("Siden er ikke hel lenger. Ta en kopi av teksten din og last siden på nytt.")


class VersionField(forms.IntegerField):
    """Hidden. If the version has changed since, that is a conflict, never an overwrite."""

    default_error_messages = {"required": RELOAD, "invalid": RELOAD, "min_value": RELOAD}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.HiddenInput, **kwargs)
