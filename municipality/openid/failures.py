"""Why a sign-in failed: a code for the log, and words for the one who tried. Neither quotes a provider."""

from enum import StrEnum
from typing import Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Reason(StrEnum):
    """The code of the log line. What is beside a name here is what the code means."""

    PROVIDER_DOWN = "provider_down"  # no answer, an error of its own, or one that cannot be read
    METADATA_WRONG = "metadata_wrong"  # what it says of itself is not of the issuer in the settings
    REQUEST_REFUSED = "request_refused"  # it did not take what we asked for (PAR), or not our client
    CANCELLED = "cancelled"
    ERROR_ANSWER = "error_answer"  # any other `error` of the answer
    STATE_UNKNOWN = "state_unknown"  # not begun in this browser with this provider, too long ago, or used
    ANSWER_ISSUER = "answer_issuer"  # `iss` of the answer is another's (RFC 9207)
    CODE_MISSING = "code_missing"
    CODE_REFUSED = "code_refused"
    JWT_MISSING = "token_missing"
    JWT_UNREADABLE = "token_unreadable"
    JWT_ALGORITHM = "token_algorithm"
    JWT_KEY = "token_key"  # no such key at this issuer
    JWT_SIGNATURE = "token_signature"
    JWT_ISSUER = "token_issuer"
    JWT_AUDIENCE = "token_audience"
    JWT_PARTY = "token_party"  # azp
    JWT_EXPIRED = "token_expired"
    JWT_FUTURE = "token_future"
    JWT_SUBJECT = "token_subject"
    JWT_NONCE = "token_nonce"
    LEVEL_TOO_LOW = "level_too_low"
    NOT_FRESH = "not_fresh"
    TIME_MISSING = (
        "time_missing"  # no auth_time, though an age was asked for: our client there must be set up for it
    )
    TENANT_NOT_ALLOWED = "tenant_not_allowed"
    PERSON_MISSING = "person_missing"  # tid or oid
    NUMBER_MISSING = "number_missing"
    NUMBER_MALFORMED = "number_malformed"
    BODY_MISSING = "body_missing"  # no organisation was chosen, or several
    LOGOUT_EVENT = "logout_event"  # from here on: of logout tokens
    LOGOUT_NONCE = "logout_nonce"
    LOGOUT_NOBODY = "logout_nobody"
    LOGOUT_REPLAYED = "logout_replayed"
    LOGOUT_OLD = "logout_old"


class Failed(Exception):
    """A sign-in, or a logout from a provider, that is not taken. `after` is where it would have led, if known."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.after = ""


class Words(NamedTuple):
    """What the page says. `%(name)s` is the provider's name. `status` is that of the answer."""

    title: str | Promise
    happened: str | Promise
    do: str | Promise
    status: int = 403


_REFUSED: Final = Words(
    _("Vi kunne ikke logge deg inn"),
    _("Svaret fra %(name)s var ikke slik det skal være, og da slipper vi ingen inn."),
    _("Prøv en gang til. Skjer det igjen, ta kontakt med brukerstøtten i kommunen, og oppgi referansen."),
)
_DOWN: Final = Words(
    _("%(name)s svarer ikke akkurat nå"),
    _("Vi får ikke kontakt med innloggingstjenesten. Feilen ligger ikke hos deg."),
    _("Vent noen minutter, og prøv en gang til."),
    502,  # 503 is kept for our own servers: what such an answer has noted is rolled back
)
_BEGIN_AGAIN: Final = Words(
    _("Innloggingen må begynne på nytt"),
    _("Den ble begynt i en annen nettleser, den er brukt før, eller så tok den for lang tid."),
    _("Begynn på nytt her, og gjør deg ferdig i denne nettleseren."),
    400,
)
_NUMBER: Final = Words(
    _("Vi fikk ikke vite hvem du er"),
    _(
        "%(name)s oppga ikke noe fødselsnummer eller D-nummer. Det kan skje når du logger inn med en utenlandsk eID."
    ),
    _(
        "Logg inn med en norsk eID, for eksempel BankID. Har du ingen, ta kontakt med den som følger opp barnet."
    ),
)
_OF_REASON: Final[dict[Reason, Words]] = {
    Reason.PROVIDER_DOWN: _DOWN,
    Reason.STATE_UNKNOWN: _BEGIN_AGAIN,
    Reason.CODE_REFUSED: _BEGIN_AGAIN,
    Reason.NOT_FRESH: _BEGIN_AGAIN,
    Reason.NUMBER_MISSING: _NUMBER,
    Reason.CANCELLED: Words(
        _("Du avbrøt innloggingen"),
        _("Du er ikke logget inn, og ingenting er endret."),
        _("Vil du logge inn likevel, begynn på nytt her."),
        200,
    ),
    Reason.LEVEL_TOO_LOW: Words(
        _("Du må logge inn på en sikrere måte"),
        _("Måten du logget inn på i %(name)s, er ikke sikker nok til å åpne opplysninger om barn."),
        _("Begynn på nytt, og velg en sikrere måte, for eksempel BankID."),
    ),
    Reason.TENANT_NOT_ALLOWED: Words(
        _("Kontoen din hører ikke til her"),
        _("Du logget inn med en konto fra en annen virksomhet enn dem som bruker denne Stafettpinnen."),
        _("Logg ut av Microsoft-kontoen, og begynn på nytt med jobbkontoen din i kommunen."),
    ),
    Reason.BODY_MISSING: Words(
        _("Du må velge én virksomhet"),
        _("%(name)s sa ikke hvilken virksomhet du logger inn for."),
        _("Begynn på nytt, og velg virksomheten du jobber i. Er den ikke der, må den gi deg en rolle i Altinn."),
    ),
}  # fmt: skip


def words_for(reason: Reason) -> Words:
    return _OF_REASON.get(reason, _REFUSED)
