"""Two municipalities become one: everybody reads what they read before, and nobody learns of another log by it."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from cases.case.models import Case, ParentalResponsibility
from cases.concerns.models import Concern
from cases.logs.models import Entry
from consent.models import LegalBasis
from municipality.access.identity import as_system, as_user
from municipality.administration.merge import MergeRefusedError, merge_announce, municipalities_merge
from municipality.administration.merge_plan import merge_plan
from municipality.audit.models import Event
from municipality.organisation.document import OrganisationFileError
from municipality.organisation.models import Service, Unit
from municipality.organisation.municipality import EarlierNumber, Municipality
from municipality.people.models import AccountType, Overseer, Resident, User
from municipality.people.services import family_link, resident_find_or_register
from reporting.figures.models import PublishedFigure
from reporting.figures.services import figures_publish_everywhere
from tests.access_log import noted
from tests.cast import make_unit, make_user
from tests.concerns.helpers import a_concern
from tests.logs.helpers import as_, join
from tests.logs.opening import open_log
from tests.organisation.changes import TODAY, file_of, load

READS = (Case, Entry, LegalBasis, Concern, ParentalResponsibility)
PEOPLE = (
    "teacher", "head", "nurse", "adviser", "child_welfare_worker", "stranger", "mother", "father", "youth",
    "administrator", "privacy_officer", "executive",
)  # fmt: skip


def merge(cast, **how):
    with as_system("test: two become one"):
        return municipalities_merge(ending=cast.away, staying=cast.home, **how)


def announce(cast, day=TODAY):
    with as_system("test: two become one"):
        merge_announce(ending=cast.away, staying=cast.home, day=day)


@pytest.fixture
def logs(cast):
    """Emma has a log in each of the two, and neither knows of the other."""
    here = open_log(cast)
    join(cast, here, "nurse")
    there = open_log(cast, opener="stranger", unit="away_school", shares={"away_school": ("school",)})
    a_concern(cast)
    with as_system("test: the mother has signed in since"):
        mother = ParentalResponsibility.objects.get(case=there, relation="mor").parent
        family_link(user=cast.mother, resident=mother)
    return here, there


def seen(cast):
    found = {}
    for name in PEOPLE:
        with as_user(getattr(cast, name).pk):
            found[name] = {model.__name__: set(model.objects.values_list("pk", flat=True)) for model in READS}
    return found


def subject_seen_by(user):
    with as_user(user.pk):
        return Case.objects.values_list("subject", flat=True).get()


def test_it_is_done_when_it_was_announced_and_its_day_has_come(cast):
    with pytest.raises(MergeRefusedError, match="ikke meldt"):
        merge(cast)
    announce(cast, TODAY + timedelta(days=1))
    with pytest.raises(MergeRefusedError, match="Dagen er ikke kommet"):
        merge(cast)
    announce(cast)
    merge(cast)
    with pytest.raises(MergeRefusedError, match="eller den er gjort"):
        merge(cast)
    with pytest.raises(MergeRefusedError, match="Velg to kommuner"), as_system("test"):
        merge_announce(ending=cast.home, staying=Municipality.objects.get(pk=cast.away.pk), day=TODAY)


def test_everybody_reads_afterwards_what_they_read_before(cast, logs):
    before = seen(cast)
    assert before["stranger"]["Case"] == {logs[1]}
    assert before["mother"]["Case"] == set(logs)
    announce(cast)
    merge(cast)
    assert seen(cast) == before
    for person, log in ((cast.teacher, logs[1]), (cast.nurse, logs[1]), (cast.stranger, logs[0])):
        assert as_(person).get(reverse("logs:read", args=[log])).status_code == 404
    for person, log in ((cast.teacher, logs[0]), (cast.stranger, logs[1]), (cast.mother, logs[1])):
        assert as_(person).get(reverse("logs:read", args=[log])).status_code == 200


def test_a_child_whom_both_know_becomes_one_and_no_key_tells_so(cast, logs):
    here, there = subject_seen_by(cast.teacher), subject_seen_by(cast.stranger)
    assert here != there
    with as_system("test: another child in the municipality that ends"):
        other = Resident.objects.create(municipality=cast.away).pk
    announce(cast)
    merge(cast)
    # For whoever reads the log that stays nothing has changed; in the other municipality every key has.
    assert subject_seen_by(cast.teacher) == subject_seen_by(cast.stranger) == here
    with as_system("test: residents"):
        assert not Resident.objects.filter(pk__in=[there, other]).exists()
        assert not Resident.objects.filter(municipality=cast.away).exists()
        mother = ParentalResponsibility.objects.filter(name="Mona Eksempel")
        assert len(set(mother.values_list("parent", flat=True))) == 1
    for person in (cast.teacher, cast.stranger):
        with as_user(person.pk):
            assert resident_find_or_register(cast.emma_number) == here


def test_a_dry_run_says_what_would_be_and_changes_nothing(cast, logs, capsys):
    def everything():
        with as_system("test: where things are"):
            units = list(
                Unit.objects.order_by("pk").values_list("pk", "municipality", "service", "name", "key")
            )
            people = list(User.objects.order_by("pk").values_list("pk", "municipality"))
            return (
                units,
                people,
                set(Resident.objects.values_list("pk", "municipality")),
                EarlierNumber.objects.count(),
            )

    before, read = everything(), seen(cast)
    call_command("merge_municipalities", "3301", "5603", "--dry-run")
    said = capsys.readouterr().out
    assert "Ingenting er endret." in said
    assert "Åskollen skole: 1 person, 1 åpen stafettlogg." in said
    assert "Samme tjeneste i begge: skole." in said
    assert "Kjent i begge: 3 innbyggere, 0 ansatte." in said
    assert not {"Emma", "Mona", "Stranger"} & set(said.replace(",", " ").split())
    assert everything() == before
    assert seen(cast) == read


def test_the_operator_announces_it_and_does_it(cast, logs, capsys):
    call_command("merge_municipalities", "3301", "5603", "--announce", f"{TODAY:%Y-%m-%d}")
    assert "Meldt." in capsys.readouterr().out
    call_command("merge_municipalities", "3301", "5603")
    assert "Drammen er en del av Hammerfest." in capsys.readouterr().out
    with as_system("test: the number"):
        [number] = EarlierNumber.objects.all()
        assert (number.municipality, number.number, number.name) == (cast.home, "3301", "Drammen")
        assert number.last_day == TODAY - timedelta(days=1)
    with pytest.raises(CommandError, match="ikke meldt, eller den er gjort"):
        call_command("merge_municipalities", "3301", "5603")
    with pytest.raises(CommandError, match="ingen kommune med nummeret 9999"):
        call_command("merge_municipalities", "9999", "5603")


def test_a_unit_of_the_same_name_gets_the_municipality_behind_it_and_keeps_its_own_in_history(cast):
    with as_system("test: the same name"):
        twin = make_unit(cast.away, "skole", "Baksalen skole")
    announce(cast)
    plan = merge(cast)
    assert plan.renamed == [
        "Baksalen skole: heter Baksalen skole Drammen, får nøkkelen skole-baksalen-skole-3301"
    ]
    with as_system("test: the unit"):
        now = Unit.objects.get(pk=twin.pk)
        assert (now.name, now.key) == ("Baksalen skole Drammen", "skole-baksalen-skole-3301")
        assert now.service == cast.school.service
        assert [one.name for one in now.former_names.all()] == ["Baksalen skole"]
        assert Unit.objects.get(pk=cast.school.pk).name == "Baksalen skole"


def test_a_service_that_is_barnevern_in_one_of_them_alone_stops_it(cast):
    with as_system("test: a key that means something else"):
        Service.objects.filter(municipality=cast.away, key="skole").update(key="barnevern")
    announce(cast)
    with pytest.raises(MergeRefusedError, match="er barnevern i bare den ene kommunen"):
        merge(cast)
    with as_system("test: nothing has happened"):
        assert Unit.objects.get(pk=cast.away_school.pk).municipality == cast.away


def test_accounts_that_open_much_stay_with_the_number_and_the_log_of_what_was_with_them(cast, logs):
    with as_system("test: they watch over Drammen"):
        watcher = make_user("watcher", cast.away, AccountType.PRIVACY_OFFICER)
        make_user("ruler", cast.away, AccountType.ADMINISTRATOR)
    with as_user(watcher.pk):
        before = set(Event.objects.values_list("pk", flat=True))
    announce(cast)
    merge(cast)
    with as_system("test: whose they are"):
        stay = User.objects.filter(municipality=cast.away)
        assert set(stay.values_list("username", flat=True)) == {"watcher", "ruler"}
        assert User.objects.get(pk=cast.stranger.pk).municipality == cast.home
    with as_user(watcher.pk):
        assert before < set(Event.objects.values_list("pk", flat=True))
    done = noted(act="municipality.merge")
    assert {one.event.municipality_id for one in done} == {cast.home.pk, cast.away.pk}
    # What happens in the log from now on belongs to the municipality that it is part of.
    as_(cast.stranger).get(reverse("logs:read", args=[logs[1]]))
    assert noted(act="case.read", case_id=logs[1])[-1].event.municipality_id == cast.home.pk


def test_who_takes_a_leaders_place_in_the_one_that_ends_takes_none_in_the_larger_one(cast):
    soon = timezone.now() + timedelta(days=9)
    with as_system("test: over the schools of Drammen, now and from a day to come"):
        for name, starts_at, ends_at in (("now", timezone.now(), soon), ("later", soon, None)):
            Overseer.objects.create(
                user=make_user(name, cast.away),
                municipality=cast.away,
                service=cast.away_school.service,
                starts_at=starts_at,
                ends_at=ends_at,
            )
    announce(cast)
    merge(cast)
    with as_system("test: nobody has it"):
        assert not Overseer.objects.exclude(ends_at__lte=timezone.now()).exists()


def test_figures_that_were_published_stay_under_the_old_number_and_no_more_are(cast, logs):
    with as_system("test: figures"):
        figures_publish_everywhere(TODAY - timedelta(days=1))
        before = set(PublishedFigure.objects.filter(municipality=cast.away).values_list("pk", "value"))
    assert before
    announce(cast)
    merge(cast)
    with as_system("test: figures"):
        assert set(figures_publish_everywhere(TODAY)) == {"Hammerfest"}
        assert (
            set(PublishedFigure.objects.filter(municipality=cast.away).values_list("pk", "value")) == before
        )


def test_a_log_whose_number_is_taken_there_gets_another(cast, logs):
    here, there = logs
    with as_system("test: by chance the same"):
        number = Case.objects.get(pk=here).number
        Case.objects.filter(pk=there).update(number=number)
    announce(cast)
    merge(cast)
    with as_system("test: numbers"):
        assert Case.objects.get(pk=here).number == number
        assert Case.objects.get(pk=there).number != number


def test_settings_that_differ_are_listed_and_those_of_the_one_that_stays_hold(cast):
    with as_system("test: settings"):
        Municipality.objects.filter(pk=cast.away.pk).update(consent_age=16, july_counts=True)
        plan = merge_plan(Municipality.objects.get(pk=cast.away.pk), cast.home)
    assert [(one.name, one.ending, one.staying) for one in plan.settings] == [
        ("alder for å samtykke alene", "16", "15"),
        ("frister løper i juli", "ja", "nei"),
    ]


def test_the_file_of_a_municipality_that_has_ended_is_not_loaded_any_more(cast, tmp_path):
    file = file_of(cast.away, tmp_path)
    announce(cast)
    merge(cast)
    with pytest.raises(OrganisationFileError, match="Drammen er blitt en del av Hammerfest"):
        load(file)


def test_the_administrators_of_both_read_what_will_happen_once_it_is_announced(cast):
    with as_system("test: an administrator there"):
        there = make_user("ruler", cast.away, AccountType.ADMINISTRATOR)
        Municipality.objects.filter(pk=cast.away.pk).update(consent_age=16)
        make_unit(cast.away, "skole", "Baksalen skole")
    address = reverse("administration:merge")
    assert as_(cast.administrator).get(address).status_code == 404
    announce(cast)
    for administrator in (cast.administrator, there):
        page = as_(administrator).get(address)
        assert page.status_code == 200
        for said in (
            "Drammen blir en del av Hammerfest",
            "Baksalen skole Drammen",
            "alder for å samtykke alene",
        ):
            assert said in page.text
        assert address in as_(administrator).get(reverse("administration:overview")).text
    for person in (cast.teacher, cast.privacy_officer, cast.executive, cast.mother):
        assert as_(person).get(address).status_code == 403
    with as_system("test: nothing has happened"):
        assert Unit.objects.get(pk=cast.away_school.pk).municipality == cast.away
