"""What is written in the cases that `bench/seeding.py` makes: notes, concerns, work, a team, notices and events."""

from typing import Any, Final

from bench.inserting import insert
from bench.scale import WITHDRAWN_CASE

EVERY_AREA: Final = "'{child_welfare,education,health,others,school}'::text[]"
SIGNED: Final = "'Fornavn Etternavn, Enhet'"


def texts(numbers: dict[str, Any]) -> None:
    from cases.concerns.models import Concern
    from cases.logs.models import Entry

    # Five in most logs, forty in those whose page is measured: the newest, and the parent's.
    insert(
        Entry,
        """from bench_case c join generate_series(1, 40) k on k <= 5 or n > %(cases)s - 100 or parent = 1
           cross join lateral (select mod(k, 2) = 1 as by_school) s""",
        numbers, id="md5('entry' || n || '/' || k)::uuid", case_id="id",
        role="case k when 1 then 'first' else 'note' end",
        author_id="case when by_school then teacher else specialist end",
        unit_id="case when by_school then school else office end", signature=SIGNED,
        kind="case when by_school then 'school' else 'health' end",
        text="repeat('Det vi har sett og gjort. ', 10)", written_at="opened_at + k * interval '1 minute'",
    )  # fmt: skip
    insert(
        Concern,
        """from (select i, 1 + mod(i - 1, %(schools)s) as unit, k
                 from generate_series(1, %(teachers)s) i, generate_series(1, 3) k) as c""",
        numbers, id="md5('concern' || i || '/' || k)::uuid", unit_id="unit", author_id="i", keeper_id="i",
        child_name="'Barn Etternavn'", birth_date="%(now)s::date - 3000", observed="'Noe å undres over'",
        since="%(now)s::date - 20", registered_at="%(now)s - interval '10 days'",
        deadline="%(now)s::date + 3 * k - 4",
    )  # fmt: skip


def work(numbers: dict[str, Any]) -> None:
    from cases.work.models import Goal, Measure

    insert(
        Goal, "from bench_case", numbers,
        id="md5('goal' || n)::uuid", case_id="id", text="'Barnet har noen å være sammen med'", life_area="'school'",
        author_id="teacher", unit_id="school", signature=SIGNED, set_at="opened_at",
    )  # fmt: skip
    # Of what was agreed a teacher still does a fifth and a specialist the newest hundredth.
    day = "case when open then %(now)s::date + mod(n, 60)::int - 6 else opened_at::date + 60 end"
    insert(
        Measure,
        """from bench_case cross join lateral (values
               (1, teacher, school, n > %(cases)s * 0.8), (2, specialist, office, n > %(cases)s * 0.99))
               as m (k, responsible, unit, open)""",
        numbers, id="md5('measure' || n || '/' || k)::uuid", case_id="id", goal_id="md5('goal' || n)::uuid",
        what="'Samtale hver uke'", arena="'school'", responsible_id="responsible", responsible_unit_id="unit",
        responsible_name=SIGNED, starts_on="least(opened_at, %(now)s - interval '30 days')::date", deadline=day,
        evaluate_on=day, ended_as="case when open then '' else 'done' end",
        ended_at="case when not open then opened_at + interval '60 days' end", author_id="responsible",
        unit_id="unit", signature=SIGNED, set_at="opened_at",
    )  # fmt: skip


def team(numbers: dict[str, Any]) -> None:
    """Forty cases of the medium specialist on a team's table, each spoken of before, with a task; and 24 meetings."""
    from municipality.organisation.models import Team
    from teams.meetings.models import Meeting, MinutesItem, Task
    from teams.members.models import Seat
    from teams.referrals.models import Referral
    from teams.systemissues.models import SystemIssue

    chair = "%(first_specialist)s + 2"
    Team.objects.create(pk=1, municipality_id=1, name="Tverrfaglig team", team_type="OST")
    insert(
        Seat, "from generate_series(1, least(12, %(specialists)s)) s", numbers,
        team_id="1", user_id="%(first_specialist)s + s", unit_id="%(schools)s + 1 + mod(s - 1, %(offices)s)",
        role="case s when 2 then 'chair' else 'member' end", starts_at="%(now)s - interval '2 years'",
    )  # fmt: skip
    insert(
        Meeting, "from generate_series(1, 24) m", numbers,
        id="md5('meeting' || m)::uuid", team_id="1", starts_at="%(now)s - m * interval '1 month'",
        planned_by_id=chair, started_at="%(now)s - m * interval '1 month'", approved_by_id=chair,
        approved_at="%(now)s - m * interval '1 month'",
    )  # fmt: skip
    on_the_table = f"""from (select row_number() over (order by n desc) as i, c.* from bench_case c
                            where specialist = {chair} and closed_at is null limit 40) as r"""
    insert(
        Referral, on_the_table, numbers,
        id="md5('referral' || i)::uuid", team_id="1", case_id="id", wish="'help'", question="'Hva kan vi gjøre?'",
        kind="'school'", source="'school'", left_out="'{}'", author_id="teacher", unit_id="school", signature=SIGNED,
        sent_at="%(now)s - interval '3 months'", follow_up_on="case when mod(i, 2) = 0 then %(now)s::date - 1 end",
    )  # fmt: skip
    insert(
        MinutesItem, on_the_table, numbers,
        id="md5('minutes' || i)::uuid", meeting_id="md5('meeting1')::uuid", held_on="%(now)s::date - 30",
        referral_id="md5('referral' || i)::uuid", summary="'Det vi snakket om.'", written_by_id=chair,
        written_at="%(now)s - interval '1 month'",
    )  # fmt: skip
    insert(
        Task, on_the_table, numbers,
        id="md5('task' || i)::uuid", item_id="md5('minutes' || i)::uuid", purpose="'decision'", user_id="teacher",
        unit_id="school", deadline="%(now)s::date - 5",
    )  # fmt: skip
    insert(
        SystemIssue, "from generate_series(1, 5) s", numbers,
        id="md5('issue' || s)::uuid", raised_in_id="1", team_id="1", title="'Ventetid'",
        what_fails="'Det tar lang tid.'", author_id=chair, unit_id="%(schools)s + 2",
        raised_at="%(now)s - interval '10 days'",
    )  # fmt: skip


def what_was_told(numbers: dict[str, Any]) -> None:
    """Unread notices of the newest logs, sent already; and what the access log holds."""
    from municipality.audit.models import Event, EventCase
    from municipality.notices.models import Notice

    insert(
        Notice,
        """from bench_case cross join lateral (values (teacher), (specialist)) as p (person)
           where n > %(cases)s * 0.98 and closed_at is null""",
        numbers, id="md5('notice' || n || '/' || person)::uuid", user_id="person", notice_type="'entry.written'",
        case_id="id", entry_id="md5('entry' || n || '/1')::uuid", created_at="opened_at", sent_at="opened_at",
    )  # fmt: skip
    insert(
        Event, "from bench_case cross join generate_series(1, 2) k", numbers,
        id="md5('event' || n || '/' || k)::uuid", at="opened_at + k * interval '1 hour'", municipality_id="1",
        user_id="teacher", unit_id="school", act="'case.read'",
    )  # fmt: skip
    insert(
        EventCase, "from bench_case cross join generate_series(1, 2) k", numbers,
        id="md5('event case' || n || '/' || k)::uuid", event_id="md5('event' || n || '/' || k)::uuid", case_id="id",
        case_number="'S-' || n", unit_id="school", basis_type="'consent'", objects_shown="array['case:' || id]",
    )  # fmt: skip


def crowded_case(numbers: dict[str, Any]) -> None:
    """One log on whose one basis all grants of the crowd rest, two for each; the first of them holds the baton."""
    from cases.case.models import Case, CaseOpening
    from cases.grants.models import CaseUserGrant
    from consent.models import Consent, LegalBasis

    key, holder, unit = f"md5('{WITHDRAWN_CASE}')::uuid", "%(first_crowd)s + 1", "%(crowd_unit)s"
    insert(
        Case, "", numbers,
        id=key, number="'S-CROWD'", municipality_id="1", subject_id="md5('child of the crowd')::uuid",
        subject_name="'Barn Etternavn'", subject_birth_date="%(now)s::date - 3000", level="2",
        opened_at="%(now)s - interval '3 years'", holder_id=holder, holder_unit_id=unit,
    )  # fmt: skip
    insert(CaseOpening, "", numbers, case_id=key, unit_id=unit, opened_by_id=holder)
    insert(
        Consent, "", numbers,
        id=key, case_id=key, state="'in_force'", changed_at="%(now)s", starts="%(now)s",
        ends="%(now)s + interval '5 years'", registered_by_id=holder, registered_unit_id=unit,
        registered_at="%(now)s",
    )  # fmt: skip
    insert(
        LegalBasis, "", numbers,
        id=key, case_id=key, basis_type="'consent'", consent_id=key, unit_id=unit, kinds="'{school}'::text[]",
        sources=EVERY_AREA, starts="%(now)s", ends="%(now)s + interval '5 years'",
    )  # fmt: skip
    insert(
        CaseUserGrant,
        f"""from consent_legalbasis b cross join generate_series(1, %(crowd)s) i
            cross join (values ('view_case'), ('change_case')) as p (codename) where b.id = {key}""",
        numbers, id="md5('crowd' || i || codename)::uuid", content_object_id="b.case_id", basis_id="b.id",
        valid="b.valid", kinds="b.kinds", sources="b.sources", granted_at="b.starts", user_id="%(first_crowd)s + i",
        permission_id="case_permission(codename)", unit_id="b.unit_id", capacity="'staff'",
    )  # fmt: skip
