"""What waits for somebody: shown in the application, and announced by a neutral e-mail that says nothing more."""

import uuid
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from municipality.people.keys import AccountKey
from municipality.people.models import User


class NoticeType(models.TextChoices):
    CONCERN_REGISTERED = "concern.registered", _("Det er skrevet en ny undring i enheten din")
    CONCERN_SHARED = "concern.shared", _("En kollega har delt en undring med deg")
    CONCERN_GIVEN = "concern.given", _("En kollega har gitt deg en undring")
    CONCERN_LEFT = "concern.left", _("En undring i enheten har ingen som følger den opp")
    INVITED = "case.invited", _("Enheten din er invitert inn i en stafettlogg")
    INVITATION_REMINDED = "case.reminded", _("Noen venter på at dere velger hvem som følger opp")
    NAMED = "case.named", _("Du er med i en stafettlogg")
    HANDED = "case.handed", _("Du har overtatt i en stafettlogg")
    LEFT_ALONE = "case.left", _("Ingen i enheten følger opp en stafettlogg lenger")
    ENTRY = "entry.written", _("Det er skrevet et nytt notat")
    BATON_OFFERED = "baton.offered", _("Du er spurt om å ta imot stafettpinnen")
    BATON_ANSWERED = "baton.answered", _("Du har fått svar om stafettpinnen")
    BATON_REMINDED = "baton.reminded", _("Noen venter på svar fra deg om stafettpinnen")
    BATON_RETURNED = "baton.returned", _("Stafettpinnen er kommet til deg")
    CONSENT_REGISTERED = "consent.registered", _("Et samtykke er registrert")
    WITHDRAWN = "consent.withdrawn", _("Et samtykke er trukket")
    CONSENT_ENDS = "consent.ends", _("Et samtykke går snart ut")
    CHECK_ASKED = "check.asked", _("Noe venter på at du kontrollerer det")
    CHECK_ANSWERED = "check.answered", _("Noe du har registrert, er kontrollert")
    EMERGENCY_OPENED = "emergency.opened", _("Noen har åpnet en logg i en nødssituasjon")
    EMERGENCY_TOLD = "emergency.told", _("Noen har lest loggen i en nødssituasjon")
    MEASURE_SET = "measure.set", _("Det er avtalt et nytt tiltak")
    MEASURE_YOURS = "measure.yours", _("Du er ansvarlig for et tiltak")
    MEASURE_REMINDED = "measure.reminded", _("Noen venter på at du evaluerer et tiltak")
    EVALUATED = "measure.evaluated", _("Et tiltak er evaluert")
    COORDINATOR = "plan.coordinator", _("Du er koordinator for en individuell plan")
    PLAN_STARTED = "plan.started", _("Det er laget en individuell plan")
    DOCUMENT_READY = "plan.document", _("Den individuelle planen er klar som PDF")
    REFERRAL_SENT = "referral.sent", _("En sak er meldt til teamet ditt")
    REFERRAL_REMINDED = "referral.reminded", _("Noen venter på svar fra teamet ditt")
    REFERRAL_ANSWERED = "referral.answered", _("Teamet har svart")
    MEETING_PLANNED = "meeting.planned", _("Det er satt opp et teammøte")
    MEETING_CANCELLED = "meeting.cancelled", _("Et teammøte er avlyst")
    SEAT_GIVEN = "seat.given", _("Du har fått plass i et team")
    SEAT_LEFT = "seat.left", _("En plass i et team er ledig etter en som har sluttet")
    TASK_GIVEN = "task.given", _("Du har fått en oppgave fra et teammøte")
    STATUTE_RECEIVED = "statute.received", _("En annen enhet lar enheten din lese noe uten samtykke")
    STATUTE_NAMED = "statute.named", _("Du kan lese noe fra en annen enhet uten samtykke")
    STATUTE_DECIDED = "statute.decided", _("En enhet får lese i stafettloggen uten samtykke")
    REQUEST_RECEIVED = (
        "request.received",
        _("Noen i en familie har bedt om innsyn eller noe annet de har rett på"),
    )
    REQUEST_DUE = "request.due", _("Fristen for å svare en familie er nær, eller den er ute")
    REQUEST_LATE = "request.late", _("En enhet har ikke svart en familie innen fristen")
    REQUEST_ANSWERED = "request.answered", _("Du har fått svar på noe du har bedt om")
    JOINING_ASKED = "joining.asked", _("Familien vil ha én logg")
    JOINING_CHANGED = "joining.changed", _("Det er noe nytt om å slå sammen to logger")
    JOINING_JOINED = "joining.joined", _("To logger er slått sammen")
    JOINING_PARTED = "joining.parted", _("To logger er delt igjen")
    STATUTE_ENDED = "statute.ended", _("Noe som enheten din lot en annen lese, er avsluttet")
    SIGN_IN_CHANGED = "signin.changed", _("Det du logger inn med, er endret")
    PLACE_ENDS = "place.ends", _("Den siste dagen din i en enhet er satt")
    ADMINISTRATORS_PLACE = "place.administrator", _("En administrator har fått plass i en enhet")
    DECLARATION_CHANGED = "declaration.changed", _("Taushetserklæringen har fått ny tekst")
    CHAIN_BROKEN = "chain.broken", _("Kontrollen av innsynsloggen fant noe du må se på")
    ABSENCE_REGISTERED = "absence.registered", _("Det er meldt fravær som gjelder deg")
    ABSENCE_CHANGED = "absence.changed", _("Et fravær som gjelder deg, er endret")
    ABSENCE_ENDED = "absence.ended", _("Et fravær som gjelder deg, er avsluttet")
    DEVIATION = "deviation.new", _("Det er registrert et avvik")
    DEVIATION_DUE = "deviation.due", _("Fristen for et avvik går snart ut")
    READING_TOLD = "reading.told", _("Noen har lest loggen uten å ha lov til det")
    READING_SOURCE = "reading.source", _("Noen har lest notater fra enheten din uten å ha lov til det")
    QUESTION_SENT = "question.sent", _("Du er bedt om å spørre en ansatt om hva som er lest")
    QUESTION_ASKED = "question.asked", _("Lederen spør deg om noe du har lest")
    QUESTION_ANSWERED = "question.answered", _("Du har fått svar på et spørsmål om hva som er lest")
    QUESTION_CONCLUDED = "question.concluded", _("Et spørsmål om hva som er lest, er avgjort")


OF_AN_ABSENCE: Final = (
    NoticeType.ABSENCE_REGISTERED,
    NoticeType.ABSENCE_CHANGED,
    NoticeType.ABSENCE_ENDED,
)
OF_A_CONSENT: Final = (NoticeType.CONSENT_REGISTERED, NoticeType.WITHDRAWN, NoticeType.CONSENT_ENDS)
OF_A_JOINING: Final = (NoticeType.JOINING_ASKED, NoticeType.JOINING_CHANGED)
OF_A_PLAN: Final = (NoticeType.PLAN_STARTED, NoticeType.COORDINATOR, NoticeType.DOCUMENT_READY)


class Failure(models.TextChoices):
    """Why an e-mail did not leave, in our own word: a server's answer may quote the address."""

    ADDRESS = "address", _("Adressen er skrevet feil")
    REFUSED = "refused", _("Adressen tar ikke imot det vi sender")
    AWAY = "away", _("E-posttjeneren vår svarte ikke")
    OTHER = "other", _("Noe gikk galt hos oss")


class Notice(models.Model):
    """One thing that waits for one person; also the outbox: `sent_at` is empty until the e-mail has left.

    `held_until` is when the e-mail may leave, for somebody who has chosen one each morning. After a failed attempt
    `tried_at` and `failure` say when and why; with `given_up_at` there is no further one.

    Row security shows it only while the person may still read what it is about.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = AccountKey(User, models.CASCADE, related_name="notices")
    notice_type = models.CharField(max_length=30, choices=NoticeType)
    case_id = models.UUIDField(null=True)
    entry_id = models.UUIDField(null=True)
    concern_id = models.UUIDField(null=True)
    measure_id = models.UUIDField(null=True)
    referral_id = models.UUIDField(null=True)
    meeting_id = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    held_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=10, choices=Failure, blank=True, db_default="")
    given_up_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["user", "-created_at"], name="notice_by_user"),
            models.Index(fields=["created_at"], name="notice_waiting", condition=models.Q(sent_at=None)),
            models.Index(
                fields=["user"],
                name="notice_given_up",
                condition=models.Q(sent_at=None, given_up_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.get_notice_type_display()


class Way(models.TextChoices):
    """How e-mail tells of something. What waits is always shown in the application, whatever is chosen here."""

    AT_ONCE = "at_once", _("Med en gang")
    DAILY = "daily", _("Samlet hver morgen")
    NONE = "none", _("Ikke på e-post")


class NoticeChoice(models.Model):
    """What somebody has chosen for one kind of notice (`choices.py`); without a row they are told at once."""

    user = AccountKey(User, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    way = models.CharField(max_length=10, choices=Way)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_choice_for_each_kind", fields=["user", "kind"])]

    def __str__(self) -> str:
        return f"{self.kind}: {self.way}"


class MailedLink(models.Model):
    """A link that goes out by e-mail and works once, for 72 hours (`links.py`). Nobody who asks for one is shown it.

    `token` is the hash of what the link holds; null until the e-mail with it leaves. `tried_at` is when the e-mail
    last did not leave. A subclass says whose it is (`user`) and where it goes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    made_at = models.DateTimeField()
    token = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - null is: not sent yet
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.pk)
