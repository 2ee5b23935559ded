"""
Tags and filters of the user interface: `{% load ui %}`. Parameters are described in docs/look.md.

Filters give plain text; the tags of the same name give a `<time>` with the exact date on hover and in print.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any, Final

from django import template
from django.forms import BaseForm, BaseFormSet
from django.shortcuts import resolve_url
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from municipality.ui import dates
from municipality.ui.forms import FieldError, summary_of

register = template.Library()

# The colours of the design system for the words of tags and of Django's messages.
COLORS: Final = {
    "late": "danger", "error": "danger", "waiting": "warning", "warning": "warning", "done": "success",
    "success": "success", "info": "info",
}  # fmt: skip


@register.filter
def color(tone: str, otherwise: str = "neutral") -> str:
    """The colour that says it: `late`, `waiting`, `done`, `info`, or the level of a message."""
    return COLORS.get(tone, otherwise)


def _local(value: date | datetime) -> datetime:
    # A bare date counts as its midnight; a moment is moved to the time zone of the municipality.
    if isinstance(value, datetime):
        return timezone.localtime(value) if timezone.is_aware(value) else timezone.make_aware(value)
    return timezone.make_aware(datetime.combine(value, time.min))


def _time(value: date | datetime, text: str) -> SafeString:
    moment = _local(value)
    has_clock = isinstance(value, datetime)
    # On paper the exact date is added, but not where the words already say it.
    said = dates.day_text(moment.date(), timezone.localdate()) in text
    return format_html(
        '<time datetime="{}" title="{}"{}>{}</time>',
        moment.isoformat(timespec="minutes") if has_clock else moment.date().isoformat(),
        dates.exact_moment(moment) if has_clock else dates.exact_day(moment.date()),
        "" if said else SafeString(' class="app-relative"'),
        text,
    )


@register.filter
def day(value: date | datetime | None) -> str:
    """«tirsdag 24. november»; empty for nothing."""
    return dates.day_text(_local(value).date(), timezone.localdate()) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """«tirsdag 24. november kl. 10.05»; empty for nothing."""
    return dates.moment_text(_local(value), timezone.localtime()) if value else ""


@register.filter
def ago(value: date | datetime | None) -> str:
    """«for 3 dager siden»; a bare date is told in whole days. Empty for nothing."""
    if not value:
        return ""
    if isinstance(value, datetime):
        return dates.ago_text(_local(value), timezone.localtime())
    days = (timezone.localdate() - value).days
    return dates.days_ago_text(days) if 0 <= days <= 14 else day(value)


@register.filter
def deadline(value: date | datetime | None) -> str:
    """«frist i morgen»; empty for nothing."""
    return dates.deadline_text(_local(value).date(), timezone.localdate()) if value else ""


@register.filter
def age(value: date | None) -> str:
    """«9 år» from a birth date; empty for nothing."""
    return dates.age_text(value, timezone.localdate()) if value else ""


@register.simple_tag(name="day")
def day_tag(value: date | datetime | None) -> str:
    return _time(value, day(value)) if value else ""


@register.simple_tag(name="moment")
def moment_tag(value: datetime | None) -> str:
    return _time(value, moment(value)) if value else ""


@register.simple_tag(name="ago")
def ago_tag(value: date | datetime | None) -> str:
    return _time(value, ago(value)) if value else ""


@register.simple_tag(name="deadline")
def deadline_tag(value: date | datetime | None) -> str:
    """A deadline with its colour: late when passed, waiting today and tomorrow, else without colour."""
    if not value:
        return ""
    left = (_local(value).date() - timezone.localdate()).days
    time_element = _time(value, deadline(value))
    if left > 1:
        return time_element
    return tag(time_element, "late" if left < 0 else "waiting")


@register.simple_tag
def tag(text: str, tone: str = "") -> str:
    """A word in a frame. Its colour is for meaning only: `tone` is late, waiting, done, info, else neutral."""
    return format_html('<span class="ds-tag" data-color="{}">{}</span>', color(tone), text)


@register.simple_block_tag
def back(content: str, to: str, *args: Any) -> str:
    """The way back, above the heading: `to` is a path, or the name of an address with its arguments."""
    return render_to_string("ui/back.html", {"content": content, "url": resolve_url(to, *args)})


@register.simple_block_tag
def pageheading(content: str, title: str, lead: str = "", over: str = "") -> str:
    """The page's h1; the content is its actions (one primary button, others secondary) and may be empty."""
    return render_to_string(
        "ui/heading.html", {"content": content, "title": title, "lead": lead, "over": over}
    )


@register.simple_block_tag
def card(
    content: str, title: str = "", level: int = 2, tone: str = "", size: str = "", folded: bool = False
) -> str:
    """A framed part of the page; `tone="tinted"` for the summary beside the text. `folded`: its title opens it."""
    context = {"content": content, "title": title, "heading": f"h{level}", "tone": tone, "size": size}
    return render_to_string("ui/folded_card.html" if folded else "ui/card.html", context)


@register.simple_block_tag
def alert(content: str, tone: str = "info", title: str = "", level: int = 2) -> str:
    """A message that stands on the page: `tone` is info, warning, danger or success."""
    context = {"content": content, "tone": tone, "title": title, "heading": f"h{level}"}
    return render_to_string("ui/alert.html", context)


@register.simple_block_tag
def tablebox(
    content: str, caption: str, hide_caption: bool = False, short: bool = False, anchor: str = ""
) -> str:
    """A dense table that scrolls sideways inside itself; the content is thead and tbody.

    `short`: on a phone the cells of a row follow each other in one line, without their column's name.
    """
    context = {
        "content": content,
        "caption": caption,
        "hide_caption": hide_caption,
        "short": short,
        "anchor": anchor,
    }
    return render_to_string("ui/table.html", context)


@register.simple_block_tag
def more(content: str, summary: str, expanded: bool = False, name: str = "") -> str:
    """Something folded away, as «Jeg vet mer (valgfritt)»."""
    context = {"content": content, "summary": summary, "expanded": expanded, "name": name}
    return render_to_string("ui/more.html", context)


@register.simple_block_tag
def entry(
    content: str,
    author: str,
    when: date | datetime,
    text: str,
    unit: str = "",
    kind: str = "",
    title: str = "",
    tone: str = "neutral",
    anchor: str = "",
) -> str:
    """One entry of a timeline, inside `<ol class="app-timeline">`; the content goes below the text."""
    context = {
        "content": content,
        "author": author,
        "when": _time(when, ago(when)),
        "text": text,
        "unit": unit,
        "kind": kind,
        "title": title,
        "tone": tone,
        "anchor": anchor,
    }
    return render_to_string("ui/entry.html", context)


@register.simple_block_tag
def step(content: str, title: str, state: str = "") -> str:
    """One step of a guided list, inside `<ol class="app-steps">`; `state` is empty, "current" or "done"."""
    return render_to_string("ui/step.html", {"content": content, "title": title, "state": state})


@register.simple_tag
def error_summary(*forms: BaseForm | BaseFormSet | str) -> str:
    """All errors of the forms and formsets, each a link to its field; nothing when there are none."""
    # A variable that the page has not set arrives as an empty string.
    errors: list[FieldError] = [
        error for form in forms if not isinstance(form, str) for error in summary_of(form)
    ]
    return render_to_string("ui/error_summary.html", {"errors": errors}) if errors else ""


@register.inclusion_tag("ui/facts.html")
def facts(pairs: Iterable[tuple[str, Any]] | Mapping[str, Any]) -> dict[str, Any]:
    """A definition list of (word, value); rows without a value are left out."""
    rows = pairs.items() if isinstance(pairs, Mapping) else pairs
    return {"rows": [(term, value) for term, value in rows if value not in (None, "")]}


@register.inclusion_tag("ui/readers.html")
def readers(text: str = "", names: Iterable[Any] | None = None) -> dict[str, Any]:
    """«Leses av: …» where there is no form field: a whole `text`, or the `names` of those who read."""
    if not text and names is not None:
        text = _("Leses av: %(names)s.") % {"names": ", ".join(str(name) for name in names)}
    return {"readers": {"text": text}}
