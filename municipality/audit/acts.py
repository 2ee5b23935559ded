"""Every act that the access log knows, with the words it is shown in."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Act(models.TextChoices):
    SIGN_IN = "sign_in", _("logget inn")
    SIGN_OUT = "sign_out", _("logget ut")
    CONCERN_REGISTER = "concern.register", _("skrev en undring")
    CONCERN_READ = "concern.read", _("leste en undring")
    CONCERN_LIST = "concern.list", _("så listen over undringer")
    CONCERN_CHANGE = "concern.change", _("endret en undring")
    CONCERN_SHARE = "concern.share", _("delte en undring med en kollega")
    CONCERN_CLOSE = "concern.close", _("avsluttet en undring")
    CASE_OPEN = "case.open", _("åpnet stafettloggen")
    CASE_READ = "case.read", _("leste stafettloggen")
    CASE_LIST = "case.list", _("så listen over stafettlogger")
    CASE_CLOSE = "case.close", _("stafettloggen ble avsluttet")
    HEAD_READ = "head.read", _("så saksopplysninger uten innhold")
    HEAD_LIST = "head.list", _("så listen over saksopplysninger uten innhold")
    CONSENT_REGISTER = "consent.register", _("registrerte samtykke")
    CONSENT_READ = "consent.read", _("så hvem som deler hva")
    CONSENT_WITHDRAW = "consent.withdraw", _("trakk samtykke")
    UNIT_INVITE = "unit.invite", _("inviterte en enhet")
    FAMILY_RELEASE = "family.release", _("ga en forelder innsyn")
    PERSON_NAME = "person.name", _("ga en person tilgang")
    PERSON_REMOVE = "person.remove", _("avsluttet en persons tilgang")
    ENTRY_WRITE = "entry.write", _("skrev et notat")
    ENTRY_CHANGE = "entry.change", _("endret et notat")
    BATON_MOVE = "baton.move", _("stafettpinnen ble flyttet")
    BATON_OFFER = "baton.offer", _("tilbød stafettpinnen")
    BATON_UNASK = "baton.unask", _("tok tilbake spørsmålet om stafettpinnen")
    BATON_ACCEPT = "baton.accept", _("tok imot stafettpinnen")
    BATON_DECLINE = "baton.decline", _("sa nei til stafettpinnen")
    EVENTS_READ = "events.read", _("så innsynsloggen")
    SETTINGS_CHANGE = "settings.change", _("endret kommunens innstillinger")
