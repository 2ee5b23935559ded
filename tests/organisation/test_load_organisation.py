"""Loading a file: everything or nothing, the same twice, and what leaves the file goes out of use."""

from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import IntegrityError, transaction

import municipality.organisation
from municipality.access.identity import as_system
from municipality.organisation.document import OrganisationFileError
from municipality.organisation.loader import load_organisation
from municipality.organisation.models import District, Service, Team, Theme, Unit
from municipality.organisation.municipality import Municipality

DATA = Path(municipality.organisation.__file__).parent / "data"
KARMOY = """\
municipality: {number: "1149", name: Karmøy}
services:
  - {key: skole, name: Skole, sector: Oppvekst}
  - {key: ppt, name: PPT, owner: intermunicipal}
districts: [Fastlandet, Øya]
units:
  - {service: skole, district: Øya, names: [Åsen skole, Aasen skole]}
teams:
  - {type: TST, name: TST Øya, district: Øya, members: [skole], when_needed: [ppt], reporters: [foreldre]}
themes:
  - {name: Skolefravær, services: [skole, ppt]}
"""


@pytest.fixture
def system(db):
    with as_system("test"):
        yield


@pytest.fixture
def write(tmp_path):
    def _write(content: str) -> Path:
        path = tmp_path / "karmoy.yaml"
        path.write_text(content, encoding="utf-8")
        return path

    return _write


def renumbered(former):
    return f'"1199", earlier_numbers: [{{number: "{former}", last_day: 2019-12-31}}]'


def done(summary):
    """The counts that are not zero: (new, changed, names out of use), by the label of the part."""
    return {
        count.label: (count.new, count.changed, count.out_of_use)
        for count in summary.counts
        if count.new or count.changed or count.out_of_use
    }


def test_hammerfest_has_the_parts_that_the_report_describes(system):
    load_organisation(DATA / "hammerfest.yaml")
    hammerfest = Municipality.objects.get(number="5603")

    assert list(hammerfest.earlier_numbers.values_list("number", "last_day", "name")) == [
        ("5406", date(2023, 12, 31), "Hammerfest"),
        ("2004", date(2019, 12, 31), "Hammerfest"),
    ]
    assert Service.objects.filter(municipality=hammerfest).count() == 26
    assert District.objects.filter(municipality=hammerfest).count() == 3
    assert Team.objects.filter(municipality=hammerfest).count() == 12
    assert Theme.objects.filter(municipality=hammerfest).count() == 8
    units = Unit.objects.filter(municipality=hammerfest)
    assert units.count() == 9 + 13 + 24
    assert units.filter(service__key="skole").count() == 9
    assert units.filter(service__key="barnehage", district__name="Nord").count() == 7
    assert str(units.get(name="Baksalen skole").district) == "Sentrum"
    assert units.get(service__key="ppt").name == "PPT"


def test_the_teams_of_the_districts_share_what_they_have_in_common(system):
    load_organisation(DATA / "hammerfest.yaml")

    for name in ("Nord", "Sentrum", "Sør"):
        team = Team.objects.get(name=f"TST {name}")
        assert str(team.district) == name
        assert team.meets == {"every": "month"}
        assert set(team.members.values_list("key", flat=True)) == {"ppt", "helsestasjon", "barnevern"}
        assert set(team.when_needed.values_list("key", flat=True)) == {
            "ungdom",
            "innvandrer",
            "pleie",
            "habilitering",
        }


def test_a_file_of_another_municipality_works(system, write):
    load_organisation(write(KARMOY))
    karmoy = Municipality.objects.get(number="1149")

    assert str(karmoy) == "Karmøy"
    assert {str(unit): str(unit.service) for unit in Unit.objects.filter(municipality=karmoy)} == {
        "Åsen skole": "Skole",
        "Aasen skole": "Skole",
        "PPT": "PPT",
    }
    assert Service.objects.get(municipality=karmoy, key="ppt").owner == "intermunicipal"
    assert set(Theme.objects.get(municipality=karmoy).services.values_list("key", flat=True)) == {
        "skole",
        "ppt",
    }
    assert Team.objects.get(municipality=karmoy).reporters == ["foreldre"]


def test_settings_that_the_file_does_not_name_have_the_standard_value(system, write):
    load_organisation(write(KARMOY + "settings: {consent_age: 16, level_names: [Undre, En, To, Flere]}\n"))
    karmoy = Municipality.objects.get(number="1149")

    assert (karmoy.consent_age, karmoy.level_names) == (16, ["Undre", "En", "To", "Flere"])
    assert (karmoy.concern_deadline_days, karmoy.evaluation_weeks, karmoy.consent_months) == (14, 6, 12)
    assert (karmoy.log_from_level, karmoy.small_unit_size, karmoy.disclosure_threshold) == (1, 20, 5)
    assert (karmoy.concern_retention_months, karmoy.july_counts) == (6, False)
    assert karmoy.parents_read_from_consent_age
    assert karmoy.leader_sees_concerns
    assert karmoy.both_parents_must_sign


def test_loading_says_what_nobody_but_the_municipality_knows(system, write):
    known = (
        '"child_protection_phone": "40 00 11 22", "report_url": "https://portal.example.org/",'
        ' "event_retention_years": 10, "event_retention_because": "arkivplanen"'
    )
    assert load_organisation(write(KARMOY)).missing == [
        "hvor lenge innsynsloggen tas vare på (år)",
        "telefon til barnevernvakta",
        "adresse til portalen for fagpersoners bekymringsmeldinger",
    ]
    assert load_organisation(write(KARMOY + f"settings: {{{known}}}\n")).missing == []


def test_each_unit_has_a_reception_group_of_its_own_even_when_names_are_alike(system, write):
    load_organisation(write(KARMOY))

    assert {unit.name: unit.reception.name for unit in Unit.objects.filter(municipality__number="1149")} == {
        "Åsen skole": "mottak:1149:skole:asen-skole",
        "Aasen skole": "mottak:1149:skole:aasen-skole",
        "PPT": "mottak:1149:ppt:ppt",
    }


def test_units_whose_names_give_the_same_group_name_still_get_two_groups(system, write):
    load_organisation(write(KARMOY.replace("Aasen skole", "Asen skole")))

    assert set(Group.objects.filter(name__contains=":1149:skole:").values_list("name", flat=True)) == {
        "mottak:1149:skole:asen-skole",
        "mottak:1149:skole:asen-skole-2",
    }


def test_loading_twice_changes_nothing(system):
    load_organisation(DATA / "hammerfest.yaml")
    before = list(Unit.objects.values_list("pk", "name", "reception", "active").order_by("pk"))

    assert done(load_organisation(DATA / "hammerfest.yaml")) == {}
    assert list(Unit.objects.values_list("pk", "name", "reception", "active").order_by("pk")) == before


def test_a_second_load_keeps_settings_that_the_file_does_not_name(system, write):
    load_organisation(write(KARMOY))
    Municipality.objects.filter(number="1149").update(evaluation_weeks=8)

    assert done(load_organisation(write(KARMOY))) == {}
    assert Municipality.objects.get(number="1149").evaluation_weeks == 8


def test_what_differs_is_changed_and_counted(system, write):
    load_organisation(write(KARMOY))
    changed = KARMOY.replace("sector: Oppvekst", "sector: Skole").replace(
        "district: Øya, names", "district: Fastlandet, names"
    )
    changed = changed.replace("when_needed: [ppt]", "when_needed: [skole]").replace("[skole, ppt]", "[skole]")
    summary = load_organisation(write(changed + "settings: {july_counts: true}\n"))

    assert done(summary) == {
        "kommuner": (0, 1, []),
        "tjenester": (0, 1, []),
        "enheter": (0, 2, []),
        "team": (0, 1, []),
        "temaer": (0, 1, []),
    }
    assert str(Unit.objects.get(name="Åsen skole").district) == "Fastlandet"
    assert list(Team.objects.get(name="TST Øya").when_needed.values_list("key", flat=True)) == ["skole"]


def test_a_unit_that_leaves_the_file_goes_out_of_use_and_comes_back_as_the_same(system, write):
    load_organisation(write(KARMOY))
    asen = Unit.objects.get(name="Åsen skole")

    assert done(load_organisation(write(KARMOY.replace("Åsen skole, ", "")))) == {
        "enheter": (0, 0, ["Åsen skole"])
    }
    assert not Unit.objects.in_use().filter(name="Åsen skole").exists()
    assert Unit.objects.filter(pk=asen.pk).exists()
    assert done(load_organisation(write(KARMOY.replace("Åsen skole, ", "")))) == {}

    assert done(load_organisation(write(KARMOY))) == {"enheter": (0, 1, [])}
    assert Unit.objects.in_use().get(name="Åsen skole") == asen


def test_the_office_of_a_service_that_gets_another_name_stays_the_same_unit(system, write):
    load_organisation(write(KARMOY))
    office = Unit.objects.get(name="PPT")
    summary = load_organisation(write(KARMOY.replace("name: PPT", "name: PP-tjenesten")))
    assert [(one.before, one.name) for one in summary.renamed] == [("PPT", "PP-tjenesten")]
    assert Unit.objects.in_use().get(service__key="ppt") == office


def test_one_municipality_is_loaded_without_touching_another(system, write):
    load_organisation(DATA / "hammerfest.yaml")
    load_organisation(DATA / "drammen.yaml")
    load_organisation(write(KARMOY))

    assert Unit.objects.filter(municipality__number="5603", active=False).count() == 0
    assert Unit.objects.filter(municipality__number="3301").count() == 7
    assert Service.objects.filter(key="skole").count() == 3


def test_a_municipality_that_gets_a_new_number_keeps_its_rows(system, write):
    load_organisation(write(KARMOY))
    before = set(Unit.objects.values_list("pk", flat=True))
    summary = load_organisation(
        write(KARMOY.replace('"1149"', '"1199", earlier_numbers: [{number: "1149", last_day: 2019-12-31}]'))
    )

    assert done(summary) == {"kommuner": (0, 1, [])}
    assert set(Unit.objects.values_list("pk", flat=True)) == before
    assert Municipality.objects.get(name="Karmøy").number == "1199"


def test_another_municipality_with_a_former_number_takes_over_nothing(system, write):
    load_organisation(DATA / "drammen.yaml")
    load_organisation(
        write(KARMOY.replace('"1149"', '"1199", earlier_numbers: [{number: "3301", last_day: 2019-12-31}]'))
    )

    assert Municipality.objects.get(number="3301").name == "Drammen"
    assert Unit.objects.filter(municipality__number="3301", active=True).count() == 7


def test_a_wrong_file_loads_nothing(system, write):
    with pytest.raises(OrganisationFileError):
        load_organisation(write(KARMOY.replace("services: [skole, ppt]", "services: [skole, bup]")))

    assert not Municipality.objects.filter(number="1149").exists()
    assert not Group.objects.filter(name__contains=":1149:").exists()


def test_an_interruption_halfway_leaves_nothing(system, write, monkeypatch):
    monkeypatch.setattr(Theme, "save", _interrupted)
    with pytest.raises(KeyboardInterrupt):
        load_organisation(write(KARMOY))

    assert not Municipality.objects.filter(number="1149").exists()


def _interrupted(*args, **kwargs):
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("consent_age", 14),
        ("disclosure_threshold", 2),
        ("log_from_level", 3),
        ("level_names", ["bare en"]),
        ("end_warning_days", [400]),
        ("number", "12a4"),
    ],
)
def test_the_database_itself_refuses_a_setting_out_of_range(system, column, value):
    with pytest.raises(IntegrityError), transaction.atomic():
        Municipality.objects.create(**{"number": "1149", "name": "Karmøy", column: value})


def test_the_command_tells_what_it_did(db, write, capsys):
    call_command("load_organisation", write(KARMOY))
    first = capsys.readouterr().out
    call_command("load_organisation", write(KARMOY.replace("Åsen skole, ", "")))
    second = capsys.readouterr().out
    call_command("load_organisation", write(KARMOY.replace("Åsen skole, ", "")))
    third = capsys.readouterr().out

    assert "Karmøy er lastet inn." in first
    assert "enheter: 3 i bruk (3 nye, 0 endret)" in first
    assert "Ikke lenger i bruk: Åsen skole" in second
    assert "I alt 0 nye, 0 endret, 1 tatt ut av bruk." in second
    assert "I alt 0 nye, 0 endret, 0 tatt ut av bruk." in third


def test_the_command_tells_all_mistakes_and_ends_with_one(db, write, capsys):
    path = write(KARMOY.replace("key: ppt", "key: PPT").replace("name: Skolefravær", "navn: Skolefravær"))
    with pytest.raises(SystemExit) as ended:
        call_command("load_organisation", path)
    said = capsys.readouterr()

    assert ended.value.code == 1
    assert said.out == ""
    assert f"{path}:4: «key» kan bare ha små bokstaver" in said.err
    assert f"{path}:11: Ukjent nøkkel «navn»." in said.err
    assert "Ingenting er lastet inn. Rett de" in said.err
    with as_system("test"):
        assert not Municipality.objects.filter(number="1149").exists()


def test_what_a_file_says_of_coordination_and_children_is_loaded_and_loaded_anew(system, write):
    more = KARMOY.replace(
        "owner: intermunicipal}",
        "owner: intermunicipal}\n  - {key: koordinerende, name: Koordinerende enhet}\n"
        "  - {key: sosial, name: Sosialtjenesten, delivers_kostra: true}",
    ).replace("Aasen skole]", "Aasen skole], children: {Åsen skole: 14}")
    load_organisation(write(more))
    assert list(Service.objects.filter(coordinates_plans=True).values_list("key", flat=True)) == [
        "koordinerende"
    ]
    assert list(Service.objects.filter(delivers_kostra=True).values_list("key", flat=True)) == ["sosial"]
    assert dict(Unit.objects.filter(service__key="skole").values_list("name", "children")) == {
        "Åsen skole": 14,
        "Aasen skole": None,
    }
    load_organisation(write(more.replace("skole: 14", "skole: 15")))
    assert Unit.objects.get(name="Åsen skole").children == 15
