"""One e-mail that says that something waits: how it is made, and what it means when it does not leave."""

import logging
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from email.utils import parseaddr
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.encoding import punycode
from django.utils.translation import gettext as _

from municipality.address import is_one_address
from municipality.notices.models import Failure

logger = logging.getLogger(__name__)

NO_SUCH_ADDRESS = b"5.1."  # RFC 3463: what is wrong is the address, and it stays wrong


@dataclass(frozen=True)
class Failed:
    """Why an e-mail did not leave; `for_good`: and never will, to this address."""

    failure: Failure
    for_good: bool = False


def send(address: str, notices: Iterable[uuid.UUID]) -> Failed | None:
    """Send the e-mail about these notices. None when it left; it never raises, and logs no address."""
    if not is_one_address(address):
        return Failed(Failure.ADDRESS, for_good=True)
    message = EmailMessage(
        subject=_("Noe venter på deg i Stafettpinnen"),
        body=render_to_string("mail/notice.txt", {"url": f"{settings.PUBLIC_URL}{reverse('notices:list')}"}),
        to=[address],
        headers={"Auto-Submitted": "auto-generated", "Message-ID": message_id(notices)},
    )
    try:
        message.send()
    except Exception as error:  # noqa: BLE001 - whatever it was concerns this message only
        logger.warning("An e-mail about notices could not be sent (%s).", type(error).__name__)
        return _failed(error)
    return None


def message_id(notices: Iterable[uuid.UUID]) -> str:
    """The same for the same notices, so that a mail server drops what was sent twice.

    That happens when a worker dies, or the server's receipt is lost, between sending and noting it. Says nothing, and
    only we can compute it.
    """
    keys = " ".join(sorted(map(str, notices)))
    code = salted_hmac("municipality.notices.mail", keys, algorithm="sha256").hexdigest()
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"<{code}@{punycode(domain)}>"


def _failed(error: Exception) -> Failed:
    """The server's own words may quote the address and are kept nowhere."""
    if isinstance(error, SMTPRecipientsRefused):
        ((_code, words),) = error.recipients.values()
        return Failed(Failure.REFUSED, for_good=words.startswith(NO_SUCH_ADDRESS))
    if isinstance(error, SMTPDataError):
        return Failed(Failure.REFUSED)
    # Other answers of the server are about us, not about the recipient.
    return Failed(Failure.AWAY if isinstance(error, SMTPException | OSError) else Failure.OTHER)
