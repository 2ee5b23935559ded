"""A no stays until that person says otherwise (D2): said from the rule, without SQL."""

from dataclasses import dataclass, field
from typing import Any

CHILD_WELFARE = "child_welfare"


@dataclass
class OwnAnswer:
    """What the young person answered to one question, when, and what the question told of barnevern."""

    at: int
    answer: str
    registrar: str
    tells: bool
    barnevern_alone: bool


@dataclass
class OwnAnswers:
    """Of one case, in the order in which they came."""

    said: list[OwnAnswer] = field(default_factory=list)

    def keep(self, answer: str, registrar: str, shares: dict[str, set[str]], at: int | None = None) -> None:
        units = set(shares)
        tells = CHILD_WELFARE in units or any(CHILD_WELFARE in kinds for kinds in shares.values())
        when = len(self.said) + 1 if at is None else at
        self.said.append(OwnAnswer(when, answer, registrar, tells, units == {CHILD_WELFARE}))


class Noes:
    """Added to the rules of consents."""

    def own_now(self, case: Any, actor: str, own: str, shares: dict[str, set[str]]) -> str:
        """What the young person says to this question: not asked, it is the no that was said before, if that was the
        last of what who asks may know."""
        answers: OwnAnswers = case.own
        if own != "not_asked":
            answers.keep(own, actor, shares)
            return own
        last = self.last_known(actor, case, answers)
        if last is None or last.answer != "no":
            return own
        answers.keep("no", actor, shares, last.at)
        return "no"

    def last_known(self, actor: str, case: Any, answers: OwnAnswers) -> OwnAnswer | None:
        known = [one for one in answers.said if self.knows_answer(actor, case, one)]
        return max(known, key=lambda one: one.at, default=None)

    def parents_say(self, case: Any, actor: str, said: dict[str, str], shares: dict[str, set[str]]) -> None:
        """Each answer is kept; a no goes along to what is asked afterwards."""
        for parent, answer in said.items():
            answers = case.parents_said.setdefault(parent, OwnAnswers())
            last = self.last_known(actor, case, answers)
            if answer in ("yes", "no"):
                answers.keep(answer, actor, shares)
            elif last and last.answer == "no":
                answers.keep("no", actor, shares, last.at)

    def a_parent_said_no(self, actor: str, case: Any) -> bool:
        last = [self.last_known(actor, case, one) for one in case.parents_said.values()]
        return any(one is not None and one.answer == "no" for one in last)

    def knows_answer(self, actor: str, case: Any, one: OwnAnswer) -> bool:
        if one.registrar == actor or not one.tells or self.may_know(actor, case):
            return True
        return bool(self.my_parts(actor, case)) and not one.barnevern_alone

    def may_know(self, person: str, case: Any) -> bool:
        raise NotImplementedError

    def my_parts(self, person: str, case: Any) -> list[Any]:
        raise NotImplementedError
