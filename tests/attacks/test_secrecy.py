"""What somebody tries with the duty of secrecy who has SQL under the web's login."""

from municipality.access.identity import as_user
from municipality.secrecy.models import Kind
from municipality.secrecy.words import words_of
from tests.access.scenes import answer
from tests.cast import Cast

SHOWN_BY_NO_PAGE = (
    "{}", "[]", '"x"', "null", '{"nb": " "}', '{"nb": 7}', '{"nb": "x", "de": "y"}', '{"nb": "x", "nn": null}',
)  # fmt: skip


def test_words_that_no_page_can_show_are_not_taken(cast: Cast) -> None:
    """An administrator would lock out all families and outside bodies by one statement."""
    with as_user(cast.administrator.pk):
        for texts in SHOWN_BY_NO_PAGE:
            told = answer("select secrecy_text_enter(%s, %s::jsonb, 0)", Kind.FAMILY, texts)
            assert told.startswith("a value that does not fit"), (texts, told)
        assert words_of(cast.home.pk, Kind.FAMILY).version == 0
