"""Steps of a history: concerns, drafts, somebody looks at a list; and what every step leaves beside the log."""

import uuid
from typing import Any

from django.utils import timezone

from cases.baton.models import BatonOffer
from cases.concerns.models import Concern
from cases.concerns.services import concern_close, concern_register, concern_share
from cases.logs.models import Entry
from consent.models import Consent
from municipality.access.identity import as_system
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.audit.models import EventCase
from municipality.notices.models import Notice
from municipality.organisation.models import Team
from municipality.writing.models import Draft
from tests.access.oracle_concerns import Concern as OracleConcern
from tests.access.oracle_log import Case as OracleCase
from tests.access.oracle_records import Consent as OracleConsent
from tests.access.oracle_records import Offer, Told
from tests.access.play import PEOPLE, home_of
from tests.access.play_teams import TeamPlay
from tests.cast import Cast, years_ago

ABOUT = ("entry", "measure", "referral", "meeting", "concern")


class RecordPlay(TeamPlay):
    def __init__(self, cast: Cast, team: Team) -> None:
        super().__init__(cast, team)
        self.names = {self.user(person).pk: person for person in PEOPLE}
        self.known_as = {self.user(person).display_name: person for person in PEOPLE} | {"": ""}

    # --- what the steps of a log leave ---
    def open(self, *args: Any) -> tuple[Any, bool] | None:
        done = super().open(*args)
        if done and done[0]:
            self.cases[-1].protected = args[-1] != "none"
            self._consented(
                self.cases[-1], self.cases[-1].holder, {basis.unit for basis in self.cases[-1].bases}
            )
        return done

    def consent(
        self, case: OracleCase, actor: str, shares: dict[str, set[str]], for_plan: bool, mother: str, own: str
    ) -> tuple[Any, bool]:
        done = super().consent(case, actor, shares, for_plan, mother, own)
        if done[0]:
            self._consented(case, actor, set(shares))
        return done

    def _consented(self, case: OracleCase, registrar: str, units: set[str]) -> None:
        with as_system("test: the row"):
            row = Consent.objects.filter(case_id=case.key).latest("registered_at")
        self.oracle.consents.append(OracleConsent(str(row.pk), case, registrar, units))

    def offer(self, case: OracleCase, actor: str, person: str, unit: str) -> tuple[Any, bool]:
        done = super().offer(case, actor, person, unit)
        if done[0]:
            with as_system("test: the row"):
                row = BatonOffer.objects.filter(case_id=case.key).latest("offered_at")
            self.oracle.offers.append(Offer(str(row.pk), case, actor, person))
        return done

    def write(
        self, case: OracleCase, author: str, kind: str, withheld: bool, kept: bool, about: str = ""
    ) -> tuple[Any, bool]:
        """Everybody who reads the note is told that it is there, and nobody else."""
        done = super().write(case, author, kind, withheld, kept, about)
        if done[0]:
            entry = case.entries[-1]
            with as_system("test: who was told"):
                told = set(Notice.objects.filter(entry_id=entry.key).values_list("user", flat=True))
            readers = {one for one in PEOPLE if self.oracle.reads_entry(one, case, entry)}
            assert {self.names[int(user)] for user in told} == readers - {author}, entry
        return done

    # --- concerns, drafts, lists ---
    def concern(self, author: str) -> tuple[Any, bool]:
        unit = home_of(author)
        done = self.tried(
            author, concern_register, author=self.user(author), unit=self.units[unit], child_name="Emma Eksempel",
            birth_date=years_ago(9), observed="x", since=timezone.localdate(),
        )  # fmt: skip
        return done, self.oracle.register(OracleConcern(str(done.pk) if done else "", author, unit, author))

    def share(self, actor: str, colleague: str, which: int) -> tuple[Any, bool] | None:
        concern = self._concern(which)
        if concern is None:
            return None
        actor = self.keeper(concern) if actor == "its author" else actor
        row = Concern(pk=uuid.UUID(concern.key), unit=self.units[concern.unit])
        done = self.tried(actor, concern_share, concern=row, colleague_id=self.user(colleague).pk)
        return done, self.oracle.share(concern, actor, colleague)

    def end_concern(self, actor: str, which: int) -> tuple[Any, bool] | None:
        concern = self._concern(which)
        if concern is None:
            return None
        actor = self.keeper(concern) if actor == "its author" else actor
        row = Concern(pk=uuid.UUID(concern.key), unit=self.units[concern.unit])
        return self.tried(actor, concern_close, concern=row, reason="x"), self.oracle.end_concern(
            concern, actor
        )

    def keeper(self, concern: OracleConcern) -> str:
        """Who is likely to be allowed."""
        able = sorted(one for one in PEOPLE if self.oracle.has_concern(one, concern))
        return able[0] if able else concern.author

    def _concern(self, which: int) -> OracleConcern | None:
        found = self.oracle.concerns
        return found[which % len(found)] if found else None

    def draft(self, person: str) -> None:
        row = Draft(
            user=self.user(person), form="/a/", once=uuid.uuid4(), sealed=b"x", saved_at=timezone.now()
        )
        self.tried(person, row.save, force_insert=True)
        self.oracle.drafts.append((str(row.once), person))

    def look(self, person: str, act: str) -> None:
        """Somebody opens a page with all the notes that he finds, as a list of notices has them."""
        self.tried(person, lambda: access_log.record_list(Act(act), Entry.objects.all()))

    # --- what the database keeps ---
    def notices(self) -> dict[str, Told]:
        with as_system("test: notices"):
            rows = list(Notice.objects.all())
        return {
            str(row.pk): Told(
                self.names[int(row.user_id)], row.notice_type, str(row.case_id),
                tuple((thing, str(key)) for thing in ABOUT if (key := getattr(row, f"{thing}_id"))),
            )
            for row in rows
        }  # fmt: skip

    def events(self) -> list[Told]:
        """Those about a case that were not refused, one for each case that they showed."""
        with as_system("test: events"):
            rows = list(EventCase.objects.filter(event__refused=False).select_related("event"))
        return [
            Told(
                self.names.get(int(row.event.user_id or 0), ""), row.event.act, str(row.case_id),
                tuple((thing, key) for thing, _colon, key in (one.partition(":") for one in row.objects_shown)),
            )
            for row in rows
        ]  # fmt: skip
