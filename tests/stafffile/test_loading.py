"""The administrator loads a file: what it does is shown first, and then it is done as a whole."""

from tests.stafffile.helpers import csv_of, everybody_of, load, named, places, shown


def test_somebody_new_gets_an_account_and_a_place(cast):
    file = csv_of("aile;Áile Åsmyr;aile@eksempel.no;baksalen  SKOLE;Leder;rektor;")
    page = shown(cast, file)
    assert "Nye kontoer 1" in page
    assert "Áile Åsmyr" in page
    assert named("aile") is None
    assert "Kontoer: 1 nye, 0 endret, 0 stengt. Plasser: 1 nye" in load(cast, file)
    aile = named("aile")
    assert (aile.display_name, aile.email, aile.is_active, aile.account_type) == (
        "Áile Åsmyr", "aile@eksempel.no", True, "staff",
    )
    assert places("aile") == [("Baksalen skole", "leader", "rektor")]


def test_the_same_file_twice_changes_nothing(cast):
    file = csv_of(*everybody_of(cast), "aile;Áile Åsmyr;;PPT;;;31.12.2027")
    load(cast, file, "all")
    assert "Filen endrer ingenting" in shown(cast, file, "all")
