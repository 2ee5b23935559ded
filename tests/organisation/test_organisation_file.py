"""A wrong file is refused with every mistake and its line, before anything reaches the database."""

from datetime import date
from pathlib import Path

import pytest

from municipality.organisation.document import MAX_BYTES, OrganisationFileError
from municipality.organisation.said import EarlierNumberSaid
from municipality.organisation.schema import read_organisation

RIGHT = """\
municipality: {number: "1149", name: Karmøy}
settings:
  consent_age: 16
services:
  - {key: skole, name: Skole}
  - {key: ppt, name: PPT}
districts: [Fastlandet]
units:
  - {service: skole, district: Fastlandet, names: [Lyngheia skole]}
teams:
  - type: TST
    name: TST Fastlandet
    district: Fastlandet
    meets: {every: month}
    members: [skole, ppt]
themes:
  - {name: Skolefravær, services: [skole]}
"""


@pytest.fixture
def write(tmp_path):
    def _write(content: str | bytes) -> Path:
        path = tmp_path / "kommune.yaml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return _write


def mistakes(path: Path) -> list[str]:
    """What is said of the file, without its path."""
    with pytest.raises(OrganisationFileError) as refused:
        read_organisation(path)
    return [line.removeprefix(str(path)).removeprefix(":") for line in refused.value.lines()]


def test_the_file_the_others_are_made_from_is_right(write):
    assert read_organisation(write(RIGHT)).units[0].name == "Lyngheia skole"


WRONG = [
    (
        "unknown key at the top",
        "districts:",
        "distrikter:",
        "7: Ukjent nøkkel «distrikter». Mente du «districts»?",
    ),
    ("unknown key in a service", "name: PPT", "name: PPT, tlf: x", "6: Ukjent nøkkel «tlf»."),
    ("missing key", "{key: ppt, name: PPT}", "{key: ppt}", "6: Tjenesten mangler «name»."),
    ("missing number", 'number: "1149", ', "", "1: «municipality» mangler «number»."),
    ("missing services", "services:\n", "tjenester:\n", "1: Filen mangler «services»."),
    ("key twice in a mapping", "name: PPT", "name: PPT, name: PP", "6: Nøkkelen «name» står to ganger."),
    ("service key twice", "key: ppt", "key: skole", "6: «skole» står to ganger."),
    ("service name twice", "name: PPT", "name: Skole", "6: «Skole» står to ganger."),
    ("district twice", "[Fastlandet]", "[Fastlandet, Fastlandet]", "7: «Fastlandet» står to ganger."),
    (
        "unit twice",
        "[Lyngheia skole]",
        "[Lyngheia skole, Lyngheia skole]",
        "9: «Lyngheia skole» står to ganger.",
    ),
    (
        "unknown service of a unit",
        "service: skole",
        "service: skule",
        "9: Tjenesten «skule» finnes ikke i filen. Mente du «skole»?",
    ),
    (
        "unknown service of a team",
        "members: [skole, ppt]",
        "members: [skole, bup]",
        "15: Tjenesten «bup» finnes ikke i filen.",
    ),
    (
        "unknown service of a theme",
        "services: [skole]",
        "services: [x]",
        "17: Tjenesten «x» finnes ikke i filen.",
    ),
    (
        "unknown district of a unit",
        "district: Fastlandet, names",
        "district: Øyene, names",
        "9: Distriktet «Øyene» finnes ikke i filen.",
    ),
    (
        "unknown district of a team",
        "    district: Fastlandet\n",
        "    district: Øyene\n",
        "13: Distriktet «Øyene» finnes ikke i filen.",
    ),
    ("unknown owner", "name: PPT", "name: PPT, owner: kirken", "6: «kirken» er ikke et valg for «owner»."),
    (
        "unknown kind of information",
        "name: PPT",
        "name: PPT, kind_of_information: helse",
        "6: «helse» er ikke et valg for «kind_of_information».",
    ),
    (
        "coordination that is neither yes nor no",
        "name: PPT",
        "name: PPT, coordinates_plans: kanskje",
        "6: «coordinates_plans» skal være true (ja) eller false (nei).",
    ),
    (
        "children of a unit that is not there",
        "names: [Lyngheia skole]",
        "names: [Lyngheia skole], children: {Lyngheia skule: 40}",
        "9: Ukjent nøkkel «Lyngheia skule». Mente du «Lyngheia skole»?",
    ),
    (
        "children that are no number",
        "names: [Lyngheia skole]",
        "names: [Lyngheia skole], children: {Lyngheia skole: mange}",
        "9: «Lyngheia skole» skal være et helt tall fra 0 til 5000.",
    ),
    ("key with capitals", "key: ppt", "key: PPT", "6: «key» kan bare ha små bokstaver"),
    ("list where text belongs", "name: PPT", "name: [PPT]", "6: «name» skal være en tekst."),
    (
        "number where text belongs",
        "name: PPT",
        "name: 12",
        '6: «name» skal være en tekst. Skriv den i anførselstegn: "12".',
    ),
    ("empty text", "name: PPT", 'name: " "', "6: «name» er tom."),
    ("null text", "name: PPT", "name:", "6: «name» skal være en tekst."),
    ("too long text", "name: PPT", f"name: {'x' * 121}", "6: «name» er for lang: 121 tegn, høyst 120."),
    (
        "text where a list belongs",
        "districts: [Fastlandet]",
        "districts: Fastlandet",
        "7: «districts» skal være en liste.",
    ),
    (
        "text where a mapping belongs",
        "  - {key: ppt, name: PPT}",
        "  - ppt",
        "6: Tjenesten skal være på formen",
    ),
    (
        "rhythm that is none",
        "every: month",
        "every: fullmåne",
        "14: «every» skal være day, week, month eller year",
    ),
    (
        "times that are none",
        "every: month",
        "times_per_year: 0",
        "14: «times_per_year» skal være et helt tall fra 1 til 366.",
    ),
    ("municipality number of three digits", '"1149"', '"149"', "1: Et kommunenummer skal ha fire siffer."),
    (
        "consent age out of range",
        "consent_age: 16",
        "consent_age: 14",
        "3: «consent_age» skal være et helt tall fra 15 til 16.",
    ),
    (
        "consent age as a word",
        "consent_age: 16",
        "consent_age: seksten",
        "3: «consent_age» skal være et helt tall",
    ),
    (
        "unknown setting",
        "consent_age",
        "consent_ages",
        "3: Ukjent nøkkel «consent_ages». Mente du «consent_age»?",
    ),
    (
        "setting that is no yes or no",
        "consent_age: 16",
        "july_counts: ja",
        "3: «july_counts» skal være true (ja) eller false (nei).",
    ),
    (
        "three level names",
        "consent_age: 16",
        "level_names: [a, b, c]",
        "3: «level_names» skal ha fire ulike navn",
    ),
    (
        "no day of warning",
        "consent_age: 16",
        "end_warning_days: []",
        "3: «end_warning_days» skal ha ett til fire tall.",
    ),
    (
        "day of warning far away",
        "consent_age: 16",
        "limit_warning_days: [400]",
        "3: «limit_warning_days» ",
    ),
    ("address that is none", "consent_age: 16", "report_url: bufdir", "3: «report_url»: "),
    (
        "phone that is none",
        "consent_age: 16",
        "child_protection_phone: ring oss",
        "3: «child_protection_phone»: ",
    ),
    ("tag of another language", "name: PPT", "name: !!python/name:os.system PPT", "6: Merket "),
    (
        "merge of a text",
        "{key: ppt, name: PPT}",
        "{<<: ppt, key: ppt, name: PPT}",
        "6: «<<» kan bare hente inn",
    ),
    ("mapping as a key", "name: PPT", "name: PPT, [a]: b", "6: En nøkkel skal være et ord."),
    (
        "bracket not closed",
        "names: [Lyngheia skole]}",
        "names: [Lyngheia skole}",
        "9: Listen eller {…} er ikke avsluttet",
    ),
    ("colon in a text", "name: TST F", "name: TST: F", "12: Det står et kolon der det ikke kan stå."),
    ("tabulator", "  consent_age", "\tconsent_age", "3: Linjen har et tabulatortegn."),
    ("unknown alias", "[skole, ppt]", "*alle", "15: Aliaset viser til noe"),
    ("second document", "themes:", "---\nthemes:", "16: Filen har flere dokumenter"),
    ("control character", "name: PPT", "name: P\x07T", "6: Filen har et tegn som ikke kan stå i YAML."),
]


@pytest.mark.parametrize(
    ("right", "wrong", "said"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG]
)
def test_a_mistake_is_told_with_its_line(write, right, wrong, said):
    found = mistakes(write(RIGHT.replace(right, wrong, 1)))

    assert any(line.startswith(said) for line in found), found


def test_all_mistakes_are_told_at_once_in_the_order_of_the_lines(write):
    text = RIGHT.replace("consent_age: 16", "consent_age: 99").replace("name: PPT", "name: []")
    found = mistakes(write(text.replace("members: [skole, ppt]", "members: [x, y]")))

    assert [line.split(":")[0] for line in found] == ["3", "6", "15", "15"]


def test_a_mistake_under_an_anchor_is_told_once_although_it_is_used_twice(write):
    text = RIGHT.replace("  - type: TST\n", "  - &tst\n    type: [TST]\n")
    found = mistakes(write(text.replace("themes:", "  - {<<: *tst, name: TST Øyene}\nthemes:")))

    assert found == ["12: «type» skal være en tekst."]


def test_a_merge_key_brings_in_what_the_part_does_not_say_itself(write):
    text = RIGHT.replace("  - type: TST\n", "  - &tst\n    type: TST\n")
    said = read_organisation(write(text.replace("themes:", "  - {<<: *tst, name: TST Øyene}\nthemes:")))

    assert [(team.name, team.team_type, team.members) for team in said.teams] == [
        ("TST Fastlandet", "TST", ["skole", "ppt"]),
        ("TST Øyene", "TST", ["skole", "ppt"]),
    ]


def test_a_file_that_is_not_there_is_told(tmp_path):
    assert mistakes(tmp_path / "borte.yaml") == [" Filen finnes ikke."]


def test_a_directory_is_told(tmp_path):
    assert mistakes(tmp_path) == [" Dette er en mappe, ikke en fil."]


@pytest.mark.parametrize("content", ["", "\n\n", "# bare en kommentar\n"])
def test_an_empty_file_is_told(write, content):
    assert mistakes(write(content)) == [" Filen er tom."]


def test_a_file_in_another_encoding_is_told_with_the_line_of_the_first_letter(write):
    assert mistakes(write(RIGHT.replace("Skolefravær", "Fravær").encode("latin-1"))) == [
        "1: Filen er ikke lagret som UTF-8."
    ]


def test_a_byte_order_mark_is_no_mistake(write):
    assert read_organisation(write(RIGHT.encode("utf-8-sig"))).name == "Karmøy"


@pytest.mark.parametrize("content", ["bare tekst", "- en\n- liste\n", "42"])
def test_a_file_that_is_no_mapping_is_told(write, content):
    assert mistakes(write(content))[0] == "1: Filen skal være på formen {nøkkel: verdi}."


def test_a_picture_is_refused_without_a_traceback(write):
    assert mistakes(write(b"\x89PNG\r\n\x1a\n\x00\x00")) == ["1: Filen er ikke lagret som UTF-8."]


def test_a_file_above_the_size_limit_is_told(write):
    assert mistakes(write("#" * (MAX_BYTES + 1))) == [" Filen er for stor. Grensen er 1 MB."]


def test_aliases_that_multiply_are_stopped(write):
    bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
    for before, after in zip("abcde", "bcdef", strict=True):
        bomb += f"{after}: &{after} [{', '.join([f'*{before}'] * 10)}]\n"

    assert mistakes(write(bomb)) == [" Filen har for mange verdier, eller aliaser som viser til seg selv."]


@pytest.mark.parametrize("content", ["a: &a [*a]\n", "&a {<<: *a}\n", "[" * 5000])
def test_a_file_without_a_bottom_is_stopped(write, content):
    assert mistakes(write(content)) == [" Filen har for mange verdier, eller aliaser som viser til seg selv."]


def test_a_municipality_number_may_stand_without_quotes(write):
    earlier = "earlier_numbers: [{number: 0601, last_day: 2019-12-31}]"
    said = read_organisation(write(RIGHT.replace('"1149"', f"0602, {earlier}")))

    assert said.number == "0602"
    assert said.earlier_numbers == [EarlierNumberSaid("0601", said.name, date(2019, 12, 31))]


def test_a_service_without_listed_units_gets_one_office_with_its_name(write):
    said = read_organisation(write(RIGHT))

    assert [(unit.service, unit.name, unit.district) for unit in said.units] == [
        ("skole", "Lyngheia skole", "Fastlandet"),
        ("ppt", "PPT", ""),
    ]


def test_the_kind_of_information_follows_from_the_service_unless_the_file_says_another(write):
    text = RIGHT.replace(
        "  - {key: ppt, name: PPT}\n",
        "  - {key: ppt, name: PPT, kind_of_information: health}\n"
        "  - {key: nav, name: NAV}\n  - {key: barnevern, name: Barnevern}\n"
        "  - {key: jordmor, name: Jordmor}\n  - {key: bibliotek, name: Bibliotek}\n",
    )
    said = read_organisation(write(text))

    assert {service.key: service.kind_of_information for service in said.services} == {
        "skole": "school",
        "ppt": "health",
        "nav": "economy",
        "barnevern": "child_welfare",
        "jordmor": "health",
        "bibliotek": "other",
    }


@pytest.mark.parametrize(
    ("word", "key", "name"),
    [("coordinates_plans", "koordinerende", "Koordinerende enhet"), ("delivers_kostra", "nav", "NAV")],
)
def test_who_coordinates_plans_and_who_delivers_kostra_follows_from_the_key_unless_the_file_names_another_service(
    write, word, key, name
):
    text = RIGHT.replace(
        "  - {key: ppt, name: PPT}\n", f"  - {{key: ppt, name: PPT}}\n  - {{key: {key}, name: {name}}}\n"
    )
    other = text.replace(f"key: {key}", f"{word}: false, key: {key}").replace(
        "name: PPT", f"name: PPT, {word}: true"
    )

    def those(content):
        said = read_organisation(write(content))
        return [service.key for service in said.services if getattr(service, word)]

    assert those(text) == [key]
    assert those(other) == ["ppt"]


def test_how_many_children_a_unit_has_is_said_by_its_name_or_not_known(write):
    said = read_organisation(
        write(RIGHT.replace("[Lyngheia skole]", "[Lyngheia skole, Åkra skole], children: {Åkra skole: 312}"))
    )

    assert {unit.name: unit.children for unit in said.units} == {
        "Lyngheia skole": None,
        "Åkra skole": 312,
        "PPT": None,
    }


@pytest.mark.parametrize("escape", [r"\0", r"\x00", r"\u0000", r"\uD800", r"\uDC00"])
def test_a_character_that_cannot_be_stored_is_refused_with_line_and_key(write, escape):
    told = "har et tegn som ikke kan lagres."
    wrong = [
        (f'name: "Kar{escape}møy"', "name: Karmøy", f"1: «name» {told}"),
        (f'districts: ["Fast{escape}landet"]', "districts: [Fastlandet]", f"7: «districts» {told}"),
        (f'names: ["Lyng{escape}heia skole"]', "names: [Lyngheia skole]", f"9: «names» {told}"),
        (f'"dis{escape}tricts": [Fastlandet]', "districts: [Fastlandet]", f"7: En nøkkel {told}"),
    ]
    for new, old, said in wrong:
        assert said in " ".join(mistakes(write(RIGHT.replace(old, new, 1))))
