"""Which field of a page writing begins in: static/js/begin.js puts the focus there."""

from typing import Any

from municipality.ui.forms import PlainForm


def begins_in(form: Any, name: str) -> None:
    """Marks the field `name`, or the first that is seen when it is empty, of a form or of a page of several."""
    for part in getattr(form, "all_forms", [form]):
        if isinstance(part, PlainForm):
            seen = [field.name for field in part.visible_fields()]
            if name in seen or (seen and not name):
                part.fields[name or seen[0]].widget.attrs["data-begins"] = True
                return
