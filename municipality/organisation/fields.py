"""Choosing a unit in a form."""

from typing import Any

from django.forms import ModelChoiceField


class UnitChoice(ModelChoiceField):
    """Units; one that closes says so."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name_and_last_day)
