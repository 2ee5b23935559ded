"""Forms that take what is unusual when somebody has looked again: a box comes with what to look at, never before."""

from copy import copy
from typing import Any

from django import forms

from municipality.ui.forms import Form, dress


class AskingForm(Form):
    """`ask_again` in `clean` refuses until the box is ticked for just this. What else was typed stands as it was."""

    def ask_again(self, name: str, label: Any, *, about: str, words: str, after: str = "") -> None:
        """A box `name` beside the words, after the field `after` or last, for what `about` says in a few signs.

        What was confirmed of something else counts no longer, and the box is not ticked before somebody has seen it.
        """
        box = forms.BooleanField(label=label, required=False, widget=forms.CheckboxInput({"value": about}))
        dress(box)
        rows = [*self.fields.items()]
        place = [row for row, _field in rows].index(after) + 1 if after else len(rows)
        self.fields = dict([*rows[:place], (name, box), *rows[place:]])
        sent = self.add_prefix(name)
        if self.data.get(sent) != about:
            left: Any = copy(self.data)
            left.pop(sent, None)
            self.data = left
            self.add_error(name, words)
