"""The tables against the published layouts, written down a second time and in another way.

`NAME:4n!=1,2` is a field of four positions, a number (d: a date), that may not be blank, with the codes 1 and 2.
"""

import pytest

from reporting.kostra.layout import Field, layout
from tests.reporting.kostra.making import EDITIONS

FACTS = {
    ("11F", 2026): """
    KOMMUNE_NR:4! VERSION:2! BYDELSNR:2! FODSELSDATO:8d! PERSON_JOURNALNR:8! PERSON_FODSELSNR:11 PERSON_DUF:12
    KJONN:1!=1,2 EKTSTAT:1!=1,2,3,4,5 BU18:1!=1,2 ANTBU18:2n VKLO:1!=1,2,3,4,5,6,7,8,9
    TRYGDESIT:2!=01,02,04,05,06,07,09,10,11,12,13 ARBSIT:2!=01,02,03,04,05,06,07,08,09,10 STMND_1:2=01
    STMND_2:2=02 STMND_3:2=03 STMND_4:2=04 STMND_5:2=05 STMND_6:2=06 STMND_7:2=07 STMND_8:2=08 STMND_9:2=09
    STMND_10:2=10 STMND_11:2=11 STMND_12:2=12 BIDRAG:7n! LAAN:7n! BIDRAG_JAN:7n LAAN_JAN:7n BIDRAG_FEB:7n
    LAAN_FEB:7n BIDRAG_MARS:7n LAAN_MARS:7n BIDRAG_APRIL:7n LAAN_APRIL:7n BIDRAG_MAI:7n LAAN_MAI:7n
    BIDRAG_JUNI:7n LAAN_JUNI:7n BIDRAG_JULI:7n LAAN_JULI:7n BIDRAG_AUG:7n LAAN_AUG:7n BIDRAG_SEPT:7n
    LAAN_SEPT:7n BIDRAG_OKT:7n LAAN_OKT:7n BIDRAG_NOV:7n LAAN_NOV:7n BIDRAG_DES:7n LAAN_DES:7n
    GITT_OKONOMIRAD:1!=1,2 FAAT_INDIVIDUELL_PLAN:1!=1,2 SAKSBEHANDLER:10! BOSIT:1!=1,2,3,4,5,6
    VILKARSOSLOV:1!=1,2 VILKARSAMEKT:1!=1,2 UTBETDATO:8d UTBETTOMDATO:8d VILKARARBEID:2=16 VILKARKURS:2=17
    VILKARUTD:2=04 VILKARJOBBLOG:2=06 VILKARJOBBTILB:2=07 VILKARSAMT:2=08 VILKAROKRETT:2=10 VILKARLIVSH:2=18
    VILKARHELSE:2=14 VILKARANNET:2=15 VILKARDIGPLAN:2=19 VILKARNORSKSAMISKOPPL:2=20 VEDTAKDATO:8d
    VEDTAKARB:2=01 VEDTAKAKT:2=02 VEDTAKHELSE:2=03 VEDTAKGRUNN:2=04 SANKSJONRED:2=01 SANKSJONANDRE:2=02
    """,
    ("11CF", 2026): """
    KOMMUNE_NR:4! VERSION:2! BYDELSNR:2 FODSELSDATO:8d! PERSON_JOURNALNR:8! PERSON_FODSELSNR:11! KJONN:1!=1,2
    EKTSTAT:1!=1,2,3,4,5 BU18:1!=1,2 ANTBU18:2n REG_DATO:8d! VEDTAK_DATO:8d! BEGYNT_DATO:8d! KVP_KOMM:1=1,2
    KOMMNR_KVP_KOMM:4 YTELSE_SOSHJELP:1=1 YTELSE_TYPE_SOSHJ:1=2,3 YTELSE_INTRO:1=4 YTELSE_TILTAKSPENGER:1=5
    YTELSE_FOLKETRYGDL:1=6 KVP_MED_ASTONAD:1=1,2 KVP_MED_KOMMBOS:1=4 KVP_MED_HUSBANKBOS:1=5
    KVP_MED_SOSHJ_ENGANG:1=9 KVP_MED_SOSHJ_PGM:1=8 KVP_MED_SOSHJ_SUP:1=7 STMND_1:2=01 STMND_2:2=02
    STMND_3:2=03 STMND_4:2=04 STMND_5:2=05 STMND_6:2=06 STMND_7:2=07 STMND_8:2=08 STMND_9:2=09 STMND_10:2=10
    STMND_11:2=11 STMND_12:2=12 KVP_STONAD:7n STATUS:1!=1,2,3,4,5,6,7 AVSL_DATO:8d AVSL_ORDINAERTARB:2=01
    AVSL_ARBLONNSTILS:2=11 AVSL_ARBMARK:2=03 AVSL_SKOLE:2=04 AVSL_UFORE:2=13 AVSL_AAP:2=14 AVSL_OK_AVKLAR:2=15
    AVSL_UTEN_OK_AVKLAR:2=16 AVSL_ANNET:2=10 AVSL_UKJENT:2=17
    AVSL_VIKTIGSTE_INNTEKT:2=01,03,04,10,11,13,14,15,16,17 SAKSBEHANDLER:10
    """,
}

# How many municipalities each county has (the first two digits), and their numbers added up.
COUNTIES = {
    "03": (1, 301),
    "11": (23, 25915),
    "15": (27, 41612),
    "18": (41, 75417),
    "31": (12, 37352),
    "32": (21, 67657),
    "33": (18, 59769),
    "34": (46, 157757),
    "39": (6, 23436),
    "40": (17, 68331),
    "42": (25, 105379),
    "46": (43, 199074),
    "50": (38, 191424),
    "55": (21, 116036),
    "56": (18, 101138),
    "99": (1, 9999),
}


def fact(field: Field) -> str:
    letter = {"text": "", "number": "n", "date": "d"}[field.type]
    must = "!" if field.must or field.must_in_oslo else ""
    codes = f"={','.join(field.codes)}" if 0 < len(field.codes) < 50 else ""
    return f"{field.name}:{field.length}{letter}{must}{codes}"


@pytest.mark.parametrize(("form", "year"), EDITIONS)
def test_every_field_is_as_published(form: str, year: int) -> None:
    assert [fact(field) for field in layout(form, year).fields.values()] == FACTS[form, year].split()


def test_every_municipality_of_2026_is_known_and_9999() -> None:
    """Klass 131."""
    codes = list(layout("11CF", 2026).fields["KOMMNR_KVP_KOMM"].codes)
    assert codes == sorted(set(codes))
    of_county = {county: [int(code) for code in codes if code.startswith(county)] for county in COUNTIES}
    assert {county: (len(numbers), sum(numbers)) for county, numbers in of_county.items()} == COUNTIES
    assert len(codes) == sum(count for count, _sum in COUNTIES.values())


def test_the_district_alone_must_be_given_in_oslo_only() -> None:
    for form, year in EDITIONS:
        of_oslo = [name for name, field in layout(form, year).fields.items() if field.must_in_oslo]
        assert of_oslo == (["BYDELSNR"] if form == "11F" else [])
