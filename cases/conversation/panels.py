"""Where a conversation stands, on the page of its undring; and that the family has said no."""

from dataclasses import dataclass

from cases.concerns.models import Concern
from cases.concerns.panels import Shown, register
from cases.conversation.about import About
from cases.conversation.selectors import Told, declined_conversations, replies_told
from cases.conversation.steps import OPEN, goes_on
from cases.conversation.words import missing
from consent.models import Answer, Asked


@dataclass(frozen=True)
class No:
    """Who said no, when, and in which words."""

    person: Asked
    said: Told


def of_a_concern(concern: Concern, mine: bool) -> list[Shown]:
    """For all who read the undring; only who has it can go on."""
    about = About(concern=concern)
    consent = about.consent
    context = {
        "concern": concern,
        "about": about,
        "mine": mine and not concern.closed_at,
        "asked": consent,
        "go_on_url": about.url(""),
        "noes": [] if consent or concern.log_id else _noes(concern),
    }
    if consent:
        step = goes_on(about)
        context |= {"next_step": step, "is_ready": step.slug == OPEN.slug, "missing": missing(consent)}
    return [Shown("conversation/_panel.html", context, is_news=bool(consent or context["noes"]))]


def _noes(concern: Concern) -> list[No]:
    """What was answered the last time the family said no."""
    for consent in declined_conversations(concern.pk)[:1]:
        people = {one.pk: one for one in consent.people.all()}
        told = [one for one in replies_told(consent.pk) if one.counts and one.answer == Answer.NO]
        return [No(people[one.asked_id], one) for one in told]
    return []


def register_panels() -> None:
    """Called from the app's `ready()`."""
    register("conversation", of_a_concern)
