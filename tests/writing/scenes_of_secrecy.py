"""Somebody before the pages about secrecy: to read, to register what was signed, and to write the words."""

from django.urls import reverse
from django.utils import timezone

from municipality.access.identity import as_system
from municipality.organisation.choices import Owner, Secrecy
from municipality.organisation.models import Service
from municipality.secrecy.models import Kind
from tests.cast import Cast
from tests.logs.opening import open_log
from tests.secrecy.helpers import WHERE, nothing_read, outside, register
from tests.writing.scenes import TEXT, Scene


def read(cast: Cast) -> Scene:
    clinic = outside(cast, "clinic", Secrecy.HEALTH)
    return Scene("nurse", reverse("secrecy:read", args=[clinic.pk]))


def read_by_family(cast: Cast) -> Scene:
    open_log(cast)
    nothing_read(cast.mother)
    return Scene("mother", reverse("secrecy:family"))


def register_one(cast: Cast) -> Scene:
    clinic = outside(cast, "clinic")
    typed = {"signed_on": f"{timezone.localdate():%d.%m.%Y}", "kept": WHERE}
    return Scene(
        "head", reverse("secrecy:register", args=[cast.nurse.pk, clinic.pk]), typed, ("Nurse", WHERE)
    )


def end(cast: Cast) -> Scene:
    clinic = outside(cast, "clinic")
    register(cast, "head", "nurse", clinic)
    return Scene("head", reverse("secrecy:end", args=[cast.nurse.pk, clinic.pk]), {"confirmed": "1"})


def write_text(_cast: Cast) -> Scene:
    return Scene("administrator", reverse("secrecy:text", args=[Kind.DECLARATION]), {"nb": TEXT})


def bind_service(cast: Cast) -> Scene:
    with as_system("test: an outside body"):
        Service.objects.filter(pk=cast.clinic.service_id).update(owner=Owner.PRIVATE)
    return Scene(
        "administrator",
        reverse("secrecy:service", args=[cast.clinic.service_id]),
        {"secrecy": Secrecy.HEALTH},
    )
