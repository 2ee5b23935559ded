"""Several forms that are one page: rows that can be added, one summary of errors, and nothing typed is lost."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django import forms
from django.http import QueryDict

from municipality.ui.forms import FieldError, Form, summary_of

MOST_ROWS = 12

F = TypeVar("F", bound=Form)
Row = TypeVar("Row", bound=Form)


def typed_values(form: forms.BaseForm, data: QueryDict) -> dict[str, Any]:
    """The raw values of the form's fields in `data`, to be given as `initial` of a fresh form that is not judged."""
    return {
        name: field.widget.value_from_datadict(data, {}, form.add_prefix(name))
        for name, field in form.fields.items()
    }


class FormPage:
    """Forms bound to what was sent (`data`), or fresh with what was typed before (`typed`: a draft, one more row).

    A subclass builds its forms with `part` and `rows` in the order of the page. `more` names the rows to add one to.
    """

    def __init__(
        self, *, data: QueryDict | None = None, typed: QueryDict | None = None, more: str = ""
    ) -> None:
        self.data, self.typed, self.more = data, typed, more
        self.all_forms: list[Form] = []

    def part(self, form_class: type[F], prefix: str, **kwargs: Any) -> F:
        """One form of the page."""
        if self.data is not None:
            form = form_class(self.data, prefix=prefix, **kwargs)
        else:
            form = form_class(prefix=prefix, **kwargs)
            if self.typed is not None:
                form = form_class(prefix=prefix, initial=typed_values(form, self.typed), **kwargs)
        self.all_forms.append(form)
        return form

    def rows(
        self,
        form_class: type[F],
        prefix: str,
        *,
        fewest: int,
        stored_rows: Sequence[Mapping[str, Any]] = (),
        **kwargs: Any,
    ) -> list[F]:
        """As many rows as were sent (`<prefix>-TOTAL_FORMS`), at least `fewest`; empty ones are allowed.

        Before anything was typed the first ones hold `stored_rows`.
        """
        stored = stored_rows if self.data is None and self.typed is None else ()
        count = min(MOST_ROWS, max(fewest, len(stored), self._sent_rows(prefix)) + (self.more == prefix))
        return [
            self.part(
                form_class,
                f"{prefix}-{row}",
                empty_permitted=True,
                use_required_attribute=False,
                **kwargs,
                **({"initial": stored[row]} if row < len(stored) else {}),
            )
            for row in range(count)
        ]

    def _sent_rows(self, prefix: str) -> int:
        source = self.data if self.data is not None else self.typed
        try:
            return int(source.get(f"{prefix}-TOTAL_FORMS", 0)) if source is not None else 0
        except ValueError:
            return 0

    @property
    def error_lines(self) -> list[FieldError]:
        """Every error of the page, for the summary at its top."""
        return [line for form in self.all_forms if form.is_bound for line in summary_of(form)]

    def add_error(self, field: str | None, error: Any) -> None:
        """Something that is wrong with the page: at its top, or beside a field, named as the page names it."""
        for form in self.all_forms:
            name = (field or "").removeprefix(f"{form.prefix}-")
            if name in form.fields and field == form.add_prefix(name):
                form.add_error(name, error)
                return
        self.all_forms[0].add_error(None, error)

    def is_valid(self) -> bool:
        """Each form by itself, then what `judge` has to say of all together."""
        for form in self.all_forms:
            form.full_clean()
        self.judge()
        return not any(form.errors for form in self.all_forms)

    def judge(self) -> None:
        """What no form can know alone: add errors to the forms, of which those with errors may lack cleaned values."""


def filled(rows: Iterable[Row]) -> list[Row]:
    """The rows in which something was written."""
    return [row for row in rows if row.has_changed() and hasattr(row, "cleaned_data")]
