"""Acts of a generated world: a log about a pregnancy, in which the readers take no part, and the birth."""

from datetime import timedelta

from django.utils import timezone

from cases.case.models import Case
from cases.conversation.birth import child_born
from cases.opening.services import Child, log_begin, log_enter, resident_of
from consent.models import Answer as Says
from consent.services import Agreement, Share, consent_register
from tests.attacks.acts import LogStage, Made, Shares
from tests.cast import born_as
from tests.plans.helpers import in_days


class BirthStage(LogStage):
    def her_log(self, by: str, _made: Made, *, shares: Shares, born: bool) -> None:
        """Of the mother. `born`: the child is, and the parents are to be asked about it."""
        number, unit, today = self.cast.mother_number, self.home(by), timezone.localdate()
        woman = Child(
            "Mona Eksempel", resident_of(number), born_as(number), "none", today + timedelta(days=90)
        )
        case_id = log_begin(woman, level=1, unit=unit, concern=None)
        given = [Share(getattr(self.cast, one), list(kinds)) for one, kinds in shares.items()]
        agreement = Agreement("samtale", today, in_days(100), given, {woman.resident: Says.YES})
        consent_register(case_id=case_id, agreement=agreement, own=unit)
        log_enter(case_id, self.user(by), unit, woman, {}, kind="health", text="Hemmelig svangerskap")
        if born:
            hers = Case.objects.select_related("holder_unit").get(pk=case_id)
            child_born(case=hers, holder=self.user(by), name="Emma Eksempel", born=today, observed="Hemmelig")
