"""A family that is asked from an undring, in one line: what the tests of answers begin with."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from cases.concerns.models import Concern
from cases.concerns.services import concern_register
from cases.conversation.selectors import parts_now
from cases.conversation.services import conversation_begin, log_open, person_keep
from consent.form_words import languages
from consent.models import Asked, Consent, Role
from consent.reading import FormText, form_of
from consent.selectors import readings_now
from consent.services import Share, answer_register, period_keep, shares_keep, text_read
from municipality.access.identity import as_user
from municipality.people.identity_number import IdentityNumber
from tests.cast import Cast

MOTHER, FATHER = "Mona Eksempel", "Fredrik Eksempel"


@dataclass
class Question:
    """What the teacher asks about one child; `say` writes down what somebody answers."""

    cast: Cast
    concern: Concern
    consent_id: uuid.UUID

    def person(self, name: str) -> uuid.UUID:
        with as_user(self.cast.teacher.pk):
            return Asked.objects.get(consent=self.consent_id, name=name).pk

    def say(
        self,
        name: str,
        answer: str,
        *,
        on: date | None = None,
        words: str = "",
        how: str = "samtale",
        language: str = "",
    ) -> bool:
        """On what was read in this language, or last of all."""
        with as_user(self.cast.teacher.pk):
            read = [one for one in readings_now(self.consent_id) if language in ("", one.language)]
            return answer_register(
                person_id=self.person(name), answer=answer, said_on=on or timezone.localdate(), how=how,
                words=words, reading_id=read[0].id if read else None,
            )  # fmt: skip

    def say_all(self, **answers: str) -> set[str]:
        """Each says this (`mother`, `father`, `child`); what is open then."""
        names = {"mother": MOTHER, "father": FATHER, "child": self.concern.child_name}
        for who, answer in answers.items():
            self.say(names[who], answer)
        return self.open_areas()

    def open_areas(self) -> set[str]:
        with as_user(self.cast.teacher.pk):
            return {part.area for part in parts_now(self.consent_id)}

    def text(self, language: str = "nb") -> FormText:
        with as_user(self.cast.teacher.pk):
            words = languages(self.cast.home.pk)[language]
            return form_of(Consent.objects.get(pk=self.consent_id), words)

    def read_aloud(self, language: str = "nb") -> None:
        text = self.text(language)
        with as_user(self.cast.teacher.pk):
            text_read(consent_id=self.consent_id, text=text)

    def open(self) -> uuid.UUID:
        with as_user(self.cast.teacher.pk):
            return log_open(
                consent_id=self.consent_id, opener=self.cast.teacher, concern=self.concern, level=1,
                first_kind="school", first_text="Det vi er bekymret for.",
            )  # fmt: skip


def ask(
    cast: Cast, born: date, *, months: int = 12, father: bool = False, number: IdentityNumber | None = None
) -> Question:
    """A family that has been read what it is asked: school and PPT about school and family, for some months."""
    with as_user(cast.teacher.pk):
        concern = concern_register(
            author=cast.teacher, unit=cast.school, child_name="Kim Eksempel", birth_date=born,
            observed="Er mye alene.", since=timezone.localdate(),
        )  # fmt: skip
        consent_id = conversation_begin(concern=concern)
        child = Asked.objects.get(consent=consent_id)
        person_keep(
            consent_id=consent_id, person_id=child.pk, role=Role.SUBJECT, name=child.name, protection="none",
            number=number,
        )  # fmt: skip
        for name, relation in ((MOTHER, "mor"), (FATHER, "far"))[: 1 + father]:
            person_keep(
                consent_id=consent_id, person_id=None, role=Role.PARENT, name=name, relation=relation,
                has_responsibility=True, ascertained="folkeregisteret",
            )  # fmt: skip
        shares = [Share(cast.school, ["school", "family"]), Share(cast.ppt, ["school", "family"])]
        shares_keep(consent_id=consent_id, shares=shares, for_plan=False)
        ends = timezone.localdate() + timedelta(days=30 * months)
        period_keep(consent_id=consent_id, ends=ends, purpose="Å finne ut hva som hjelper.")
    question = Question(cast, concern, consent_id)
    question.read_aloud()
    return question
