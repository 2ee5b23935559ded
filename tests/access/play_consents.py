"""Steps of a history: consents asked again and taken back, and the time that passes."""

import uuid
from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models.functions import Now
from django.utils import timezone

from cases.case.models import Case as DatabaseCase
from cases.case.models import ParentalResponsibility
from consent.models import Answer, HowWithdrawn, LegalBasis
from consent.services import Agreement, Share, consent_register, consent_withdraw
from municipality.access.identity import as_system
from municipality.access.verbs import call
from tests.access.oracle_log import Case as OracleCase
from tests.access.play_log import LogPlay


class ConsentPlay(LogPlay):
    def consent(
        self, case: OracleCase, actor: str, shares: dict[str, set[str]], for_plan: bool, mother: str, own: str
    ) -> tuple[Any, bool]:
        done = self.asked(case, actor, shares, for_plan, mother, own)
        return done, self.oracle.consent(case, actor, shares, for_plan, mother, own)

    def asked(
        self, case: OracleCase, actor: str, shares: dict[str, set[str]], for_plan: bool, mother: str, own: str
    ) -> Any:
        """The parents and the child are asked once more; who has no responsibility does not answer.

        A yes is heard first: somebody's no of before, which stands until then, would end the question.
        """
        with as_system("test: who answers"):
            parents = dict(
                ParentalResponsibility.objects.filter(case_id=case.key).values_list("name", "parent_id")
            )
            child = DatabaseCase.objects.get(pk=case.key).subject_id
        asked = {"Mor": mother, "Far": case.father_says}
        said = {key: asked[name] for name, key in parents.items()} | {child: own}
        agreement = Agreement(
            "samtale",
            timezone.localdate(),
            timezone.localdate() + timedelta(days=100),
            [Share(self.units[unit], sorted(kinds)) for unit, kinds in shares.items()],
            {one: Answer(said[one]) for one in sorted(said, key=lambda one: said[one] != "yes")},
            for_plan,
        )
        return self.tried(
            actor, self.register, case_id=uuid.UUID(case.key), agreement=agreement,
            own=self.units[case.holder_unit],
        )  # fmt: skip

    def register(self, **agreed: Any) -> None:
        consent_register(**agreed)

    def withdraw(self, case: OracleCase, actor: str, unit: str | None, kind: str) -> tuple[Any, bool]:
        unit_id = self.units[unit].pk if unit else None
        done = self.tried(
            actor, consent_withdraw, case_id=uuid.UUID(case.key), how=HowWithdrawn.ORAL, unit_id=unit_id,
            kind=kind,
        )  # fmt: skip
        return done, self.oracle.withdraw(case, actor, unit, kind)

    def expire(self, case: OracleCase, unit: str) -> tuple[Any, bool]:
        """The consent's dates pass: nothing else happens, no job runs."""
        now = timezone.now()
        with as_system("test"):
            done = LegalBasis.objects.filter(
                case_id=case.key, unit=self.units[unit], withdrawn_at=None, ends__gt=now
            ).update(starts=now - timedelta(days=2), ends=Now())
        hit = [basis for basis in case.bases if basis.unit == unit and basis.alive]
        if hit:
            case.expired = True
            case.over(*hit, withdrawn=False)
        return done, bool(hit)

    def rest_enough(self, case: OracleCase) -> tuple[Any, bool]:
        """The time of its rest is out: what is over has been so for long."""
        earlier = "starts = starts - interval '100 days', ends = ends - interval '100 days'"
        with as_system("test"), connection.cursor() as cursor:
            cursor.execute(
                f"update consent_legalbasis set {earlier} where case_id = %s and basis_type = 'consent'"
                " and withdrawn_at is null and ends <= statement_timestamp()",
                [case.key],
            )
        for basis in case.bases:
            basis.over_at -= 1000 * (basis.over and not basis.taken)
        case.rested_enough = self.oracle.rests(case)
        return True, True

    def end_rest(self, case: OracleCase, actor: str) -> tuple[Any, bool]:
        done = self.tried(actor, call, "log_rest_end", case=case.key)
        return done, self.oracle.end_rest(case, actor)

    def years_pass(self, case: OracleCase, years: int) -> tuple[Any, bool]:
        """The child grows older: the family's rights begin and end by themselves."""
        with as_system("test"), connection.cursor() as cursor:
            cursor.execute(
                "update consent_legalbasis set starts = starts - make_interval(years => %s),"
                " ends = ends - make_interval(years => %s) where case_id = %s and basis_type = 'family'",
                [years, years, case.key],
            )
            cursor.execute(
                "update cases_case set subject_birth_date = subject_birth_date - make_interval(years => %s)"
                " where id = %s",
                [years, case.key],
            )
            cursor.execute(
                "update cases_widening set becomes = (becomes::date - make_interval(years => %s))::date::text"
                " where case_id = %s and what = 'birth_date'",
                [years, case.key],
            )
        case.age += years
        for check in case.checks:
            if check.what == "birth_date":
                check.becomes += years
        return True, True
