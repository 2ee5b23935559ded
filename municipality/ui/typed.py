"""What a person has typed, kept while a form is shown again without being judged: one more row, a draft that comes back."""

from typing import Any

from django import forms
from django.http import QueryDict


def typed_values(form: forms.BaseForm, data: QueryDict) -> dict[str, Any]:
    """The raw values of the form's fields in `data`, to be given as `initial` of a fresh form."""
    return {
        name: field.widget.value_from_datadict(data, {}, form.add_prefix(name))  # type: ignore[arg-type]
        for name, field in form.fields.items()
    }


def row_count(prefix: str, data: QueryDict, most: int) -> int:
    """How many rows of the formset `prefix` were typed in; 0 when its count is missing or no number."""
    try:
        return max(0, min(int(data.get(f"{prefix}-TOTAL_FORMS", 0)), most))
    except ValueError:
        return 0
