"""Tags of the forms that somebody writes in: `{% load writing %}`."""

from typing import Any

from django import template
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from municipality.writing.once import MARK, ONCE, Opened, fresh, mark_of, once_of

register = template.Library()


@register.simple_tag(takes_context=True)
def once(context: dict[str, Any], action: str = "") -> SafeString:
    """The hidden fields of a form that stores something, beside its token: its value, and the mark of who opened it.

    A form that goes on with a `draft`, or that comes back with something to mend, keeps its value. `action`: the
    address that the form is sent to, when that is the address of another page; its draft is found there.
    """
    request: HttpRequest = context["request"]
    if request.user.pk is None:
        return SafeString("")
    draft = context.get("draft")
    value = (draft.once if draft else once_of(request.POST)) or fresh()
    mark = mark_of(Opened(request.user.pk, action or request.path, value))
    return format_html(
        '<input type="hidden" name="{}" value="{}"><input type="hidden" name="{}" value="{}">',
        ONCE,
        value,
        MARK,
        mark,
    )


@register.simple_block_tag
def meanwhile(content: str, title: str) -> str:
    """What somebody else has saved while this was written; the writer's own text is in the form below it."""
    return render_to_string("writing/meanwhile.html", {"content": content, "title": title})
