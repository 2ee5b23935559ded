"""What was sent without a session: kept for the opener of the form until the next sign-in, half an hour at most.

The form's mark says who opened it. The text is encrypted in the cache server, which deletes it by itself.
"""

import json
import uuid
from typing import Any, Final

from django.core.cache import cache
from django.http import QueryDict

from municipality.runtime.sealing import open_as_text, seal_as_text
from municipality.runtime.sessions import reaching
from municipality.writing.drafts import LARGEST, NEVER_KEPT, DraftsFull, as_typed, draft_save, fields_kept
from municipality.writing.once import Opened

KEPT_FOR: Final = 30 * 60  # seconds
MOST: Final = 10  # forms of one person; there are seldom two
NO_WORDS: Final = NEVER_KEPT | {
    "version",
    "unit",
    "answer",
    "myself",
    "forget",
    "plan_shown",
    "words_shown",
    "proposal_shown",
    "asked_at",
}


def unsent_keep(form: Opened, typed: QueryDict) -> bool:
    """Keep a form's content for the person who opened it, once however often it comes; False if there is no room."""
    said = json.dumps([form.page, fields_kept(typed)])
    if len(said) > LARGEST:
        return False
    sealed = seal_as_text(said, **_place(form.user_id, form.once))
    with reaching():
        for slot in range(MOST):
            key = _key(form.user_id, slot)
            is_free = cache.add(key, [str(form.once), ""], KEPT_FOR)
            if is_free or (cache.get(key) or [""])[0] == str(form.once):
                cache.set(key, [str(form.once), sealed], KEPT_FOR)
                return True
    return False


def unsent_give_back(user_id: int) -> bool:
    """Make drafts of what is kept for the person who has just signed in, each for the form it was written in.

    False when there is no room for one of them: it is kept on, and given back as soon as there is.
    """
    with reaching():
        found = cache.get_many([_key(user_id, slot) for slot in range(MOST)])
        for key, (once, sealed) in found.items():
            try:
                if sealed:
                    _make_draft(user_id, uuid.UUID(once), sealed)
            except DraftsFull:
                return False
            cache.delete(key)
    return True


def _make_draft(user_id: int, once: uuid.UUID, sealed: str) -> None:
    page, fields = json.loads(open_as_text(sealed, **_place(user_id, once)))
    draft_save(Opened(user_id, page, once), as_typed(fields))


def has_words(typed: QueryDict) -> bool:
    """Did somebody fill in anything? A button alone is pressed again as easily."""
    return any(one.strip() for name, values in typed.lists() for one in values if name not in NO_WORDS)


def _key(user_id: int, slot: int) -> str:
    return f"unsent:{user_id}:{slot}"


def _place(user_id: int, once: uuid.UUID) -> dict[str, Any]:
    return {"table": "unsent", "pk": f"{user_id}:{once}", "column": "fields"}
