"""The whole way, with a provider that we did not write: pushed request, PKCE, a signed note of who we are, logout.

No browser: a session of `requests` goes where a browser would, over real connections to both.
"""

import html
import json
import re
from collections.abc import Iterator
from urllib.parse import urljoin

import pytest
import requests

from tests.logs.opening import open_log
from tests.openid.strict import SOURCE, Place, as_idporten

pytestmark = pytest.mark.slow(20)


@pytest.fixture
def place(committed, live_server, settings, no_way) -> Iterator[Place]:
    with as_idporten(live_server.url, settings, committed) as place:
        yield place


def press(browser: requests.Session, page: requests.Response, **fields: str) -> requests.Response:
    """The first form of a page, with what is hidden in it."""
    [action] = re.findall(r'<form[^>]*action="([^"]+)"', page.text)[:1]
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text)
    return browser.post(urljoin(page.url, action), data={**dict(hidden), **fields}, timeout=30)


def sign_in(place: Place, who: str) -> tuple[requests.Session, requests.Response]:
    browser = requests.Session()
    page = browser.get(f"{place.ours}/logg-inn/idporten/?next=/stafettlogger/", timeout=30)
    assert page.url.startswith(f"{place.theirs}/interaction/"), page.text
    return browser, press(browser, page, account=who)


def test_a_mother_signs_in_reads_and_is_out_when_the_provider_says_so(committed, place):
    case_id = open_log(committed)

    browser, page = sign_in(place, "mother")

    assert page.url == f"{place.ours}/stafettlogger/"
    assert browser.get(f"{place.ours}/stafettlogger/{case_id}/", timeout=30).status_code == 200
    # She logs out of the provider, somewhere else; it tells us from server to server.
    out = press(browser, browser.get(f"{place.theirs}/session/end", timeout=30), logout="yes")
    assert out.ok, out.text
    assert browser.get(f"{place.ours}/stafettlogger/{case_id}/", timeout=30).url.startswith(
        f"{place.ours}/logg-inn/"
    )


def test_who_leaves_us_leaves_there_and_comes_back(committed, place):
    open_log(committed)
    browser, page = sign_in(place, "mother")
    [token] = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)[:1]

    left = browser.post(f"{place.ours}/logg-ut/", data={"csrfmiddlewaretoken": token}, timeout=30)
    [address] = re.findall(r'http-equiv="refresh" content="0; url=([^"]+)"', html.unescape(left.text))
    there = browser.get(address, timeout=30)
    back = press(browser, there, logout="yes")

    assert "Du er logget ut, også av ID-porten." in back.text
    again = browser.get(f"{place.ours}/logg-inn/idporten/", timeout=30)
    assert again.url.startswith(f"{place.theirs}/interaction/")


@pytest.mark.parametrize(
    ("who", "title"),
    [("lower", "Du må logge inn på en sikrere måte"), ("foreigner", "Vi fikk ikke vite hvem du er")],
)
def test_what_it_vouches_for_is_not_enough(place, who, title):
    _browser, page = sign_in(place, who)
    assert page.url.startswith(f"{place.ours}/logg-inn/idporten/svar/")
    assert title in page.text


def test_the_packages_have_exact_versions_and_digests_and_name_no_host():
    wanted = json.loads((SOURCE / "package.json").read_text())["dependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())
    packages = json.loads((SOURCE / "package-lock.json").read_text())["packages"]
    assert len(packages) > 30
    for name, package in packages.items():
        assert name == "" or package["integrity"].startswith("sha512-")
        assert "resolved" not in package
