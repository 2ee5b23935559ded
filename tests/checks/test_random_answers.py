"""Random answers, provisions and losses against a small oracle: the same is open, in the undring and in the log."""

import uuid
from datetime import timedelta

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.case.models import ParentalResponsibility
from cases.checks.models import Widening
from cases.checks.selectors import checks_for_me
from cases.checks.services import (
    Shown,
    check_confirm,
    check_return,
    provision_register,
    responsibility_end,
    widening_end,
)
from consent.models import LegalBasis
from consent.services import period_keep
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere, Refused
from tests.cast import Cast
from tests.checks.oracle import Family, Parent
from tests.conversation.asking import FATHER, MOTHER, Question, ask
from tests.examples import examples

NAMES = {"mother": MOTHER, "father": FATHER}
who = st.sampled_from(["mother", "father", "father"])
ground = st.sampled_from(["sole", "lives_with", "daily_care", "against_harm"])
steps = st.lists(
    st.one_of(
        st.tuples(st.just("say"), who, st.sampled_from(["yes", "yes", "no", "not_yet", "not_reached"])),
        st.tuples(st.just("provide"), who, ground),
        st.tuples(st.just("look"), st.sampled_from(["confirm", "confirm", "return"]), st.just("")),
        st.tuples(st.just("end"), who, ground),
        st.tuples(st.just("change"), st.just(""), st.just("")),
    ),
    min_size=2,
    max_size=12,
)


class Play:
    """The same steps on the database and on the oracle."""

    changes = 0

    def __init__(self, cast: Cast, age: int, own: str) -> None:
        born = timezone.localdate() - relativedelta(years=age, months=6)
        self.cast, self.own = cast, own
        self.question: Question = ask(cast, born, father=True)
        self.family = Family(age, own, {name: Parent() for name in NAMES})
        self.keys: dict[uuid.UUID, tuple[str, str]] = {}
        self.is_over = False
        self.say_own()

    def say_own(self) -> None:
        if self.own != "not_asked":
            self.question.say("Kim Eksempel", self.own)

    def say(self, name: str, answer: str) -> None:
        parent = self.family.parents[name]
        parent.said, parent.counts = answer, True
        self.is_over = not self.question.say(NAMES[name], answer)

    def provide(self, name: str, ground: str) -> None:
        held = self.family.parents[name].provisions
        source = "folkeregisteret" if ground in ("sole", "lives_with") else "vurdert"
        today = timezone.localdate()
        person = self.question.person(NAMES[name])
        with as_user(self.cast.teacher.pk):
            try:
                key = provision_register(
                    person_id=person, ground=ground, shown=Shown(source, today, today, "Hørt.")
                )
            except Refused:
                assert ground in held
                return
        assert ground not in held
        held[ground], self.keys[key] = "waits", (name, ground)

    def look(self, decision: str, _nothing: str = "") -> None:
        with as_user(self.cast.head.pk):
            waiting = [one.id for one in checks_for_me()]
        assert set(waiting) == {
            key for key, (name, what) in self.keys.items() if self.stands(name, what) == "waits"
        }
        for key in waiting[:1]:
            with as_user(self.cast.head.pk):
                if decision == "confirm":
                    check_confirm(key)
                else:
                    check_return(key, "Feil.")
            self.looked_at(key, decision)

    def stands(self, name: str, what: str) -> str:
        if what == "lost":
            return "waits" if self.family.parents[name].lost_unseen else ""
        return self.family.parents[name].provisions.get(what, "")

    def looked_at(self, key: uuid.UUID, decision: str) -> None:
        name, what = self.keys[key]
        parent = self.family.parents[name]
        if what == "lost":
            parent.lost_unseen = False
        elif decision == "confirm":
            parent.provisions[what] = "counts"
        else:
            del parent.provisions[what], self.keys[key]

    def end(self, name: str, ground: str) -> None:
        held = self.family.parents[name].provisions
        keys = [key for key, said in self.keys.items() if said == (name, ground)]
        for key in keys:
            with as_user(self.cast.teacher.pk):
                try:
                    widening_end(key)
                except NothingThere:
                    continue
            assert ground in held
            del held[ground], self.keys[key]

    def change(self, *_nothing: str) -> None:
        ends = timezone.localdate() + timedelta(days=30 + len(self.keys) + self.changes)
        self.changes += 1
        with as_user(self.cast.teacher.pk):
            period_keep(consent_id=self.question.consent_id, ends=ends, purpose="Noe annet.")
        self.question.read_aloud()
        self.family.changed()
        self.say_own()

    def lose(self, case_id: uuid.UUID, name: str) -> None:
        with as_system("test: the parent"):
            parent = ParentalResponsibility.objects.get(case=case_id, name=NAMES[name]).pk
        with as_user(self.cast.teacher.pk):
            responsibility_end(
                case_id=case_id, parent_id=parent, shown=Shown("dokument", timezone.localdate())
            )
        with as_system("test: what waits"):
            key = Widening.objects.get(case=case_id, what="lost", resident__isnull=False).pk
        self.keys[key] = (name, "lost")
        lost = self.family.parents[name]
        lost.answers, lost.lost_unseen = False, True


def given_in(case_id: uuid.UUID) -> set[str]:
    """From which sources the school reads now."""
    with as_system("test: what holds"):
        bases = LegalBasis.objects.living().filter(
            case_id=case_id, basis_type="consent", unit__service__key="skole"
        )
        return {area for one in bases for area in one.sources}


@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps, st.sampled_from([(9, "no"), (9, "not_asked"), (15, "yes"), (15, "not_asked"), (16, "yes")]), who
)
def test_what_is_open_follows_the_rules_in_every_history(
    cast: Cast, history: list[tuple[str, str, str]], child: tuple[int, str], loser: str
) -> None:
    before = transaction.savepoint()
    try:
        play = Play(cast, *child)
        for name, one, other in history:
            getattr(play, name)(one, other)
            if play.is_over:
                return
            assert play.question.open_areas() == play.family.open_areas(), history
        if not play.family.open_areas():
            return
        case_id = play.question.open()
        assert given_in(case_id) == play.family.open_areas(), history
        play.lose(case_id, loser)
        assert given_in(case_id) == play.family.open_areas(), (history, loser)
        for _one in list(play.keys):
            play.look("confirm")
            assert given_in(case_id) == play.family.open_areas(), (history, loser)
    finally:
        transaction.savepoint_rollback(before)
