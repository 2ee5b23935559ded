"""The forms of a page, with what stands in them, as a browser would send them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Form:
    """`fields` are what is sent when nothing is changed; `choices` the values that a select, a radio or a box offers.

    `hidden` are the names of those that nobody sees, `areas` of those that take line breaks, `buttons` name and value.
    """

    action: str = ""
    draft_url: str = ""
    fields: dict[str, list[str]] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    labels: dict[tuple[str, str], str] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    areas: set[str] = field(default_factory=set)
    buttons: set[tuple[str, str]] = field(default_factory=set)

    def filled(self, **changes: str | list[str]) -> dict[str, list[str]]:
        """What is sent with these fields changed. `__` in a name stands for the hyphen of a prefix."""
        typed = {
            name.replace("__", "-"): [value] if isinstance(value, str) else value
            for name, value in changes.items()
        }
        return {**self.fields, **typed}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._area = self._select = ""
        self._option: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(said.get("action", ""), said.get("data-draft-url", ""))
            self.forms.append(self._form)
        elif self._form is not None:
            self._field(self._form, tag, said)

    def _field(self, form: Form, tag: str, said: dict[str, str]) -> None:
        name, value = said.get("name", ""), said.get("value", "")
        if tag == "textarea":
            self._area = name
            form.areas.add(name)
            form.fields[name] = [""]
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            form.choices.setdefault(self._select, []).append(value)
            self._option = value
            if "selected" in said or self._select not in form.fields:
                form.fields[self._select] = [value]
        elif tag == "button" and name:
            form.buttons.add((name, value))
        elif tag == "input" and name:
            self._input(form, name, value, said)

    def _input(self, form: Form, name: str, value: str, said: dict[str, str]) -> None:
        if said.get("type") in ("radio", "checkbox"):
            value = said.get("value", "on")
            form.choices.setdefault(name, []).append(value)
            if "checked" in said:
                form.fields.setdefault(name, []).append(value)
        elif said.get("type") not in ("submit", "file", "button"):
            form.fields.setdefault(name, []).append(value)
            if said.get("type") == "hidden":
                form.hidden.add(name)

    def handle_data(self, data: str) -> None:
        if self._form is None:
            return
        if self._area:
            self._form.fields[self._area][0] += data
        elif self._option is not None:
            key = (self._select, self._option)
            self._form.labels[key] = f"{self._form.labels.get(key, '')}{data}".strip()

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "textarea" and self._area and self._form:
            # A browser leaves out the line break that stands right after the tag.
            text = self._form.fields[self._area]
            text[0] = text[0].removeprefix("\r\n").removeprefix("\n")
            self._area = ""
        elif tag == "select":
            self._select = ""
        elif tag == "option":
            self._option = None


def forms_of(text: str) -> list[Form]:
    """Every form of the page, in its order."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.forms
