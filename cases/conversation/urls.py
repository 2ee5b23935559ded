"""The conversation about consent, in steps: from an undring to a log, and in a log."""

from django.urls import path

from cases.conversation import (
    views,
    views_answers,
    views_birth,
    views_deputies,
    views_end,
    views_exclusions,
    views_provision,
    views_screen,
    views_who,
)

_in_both = [
    path("", views.go_on, name="go_on"),
    path("enheter/", views_who.Units.as_view(), name="enheter"),
    path("unntak/", views_exclusions.Exclusions.as_view(), name="unntak"),
    path("periode/", views.Period.as_view(), name="periode"),
    path("les/", views.ReadTogether.as_view(), name="les"),
    path("svar/", views_answers.Answers.as_view(), name="svar"),
    path("svar/<uuid:person_id>/ett-ja/", views_provision.Provision.as_view(), name="ett_ja"),
    path("svar/<uuid:person_id>/skjerm/", views_screen.HandScreen.as_view(), name="skjerm"),
    path("svar/skjerm/", views_screen.OnScreen.as_view(), name="pa_skjermen"),
    path("i-stedet/", views_deputies.Deputies.as_view(), name="i_stedet"),
    path("forkast/", views_end.Drop.as_view(), name="forkast"),
]
of_a_concern = [
    *_in_both,
    path("i-stedet/<uuid:deputy_id>/bort/", views_deputies.DeputyAway.as_view(), name="i_stedet_bort"),
    path("barnet/", views_who.Child.as_view(), name="barnet"),
    path("voksne/", views_who.GrownUps.as_view(), name="voksne"),
    path("apne/", views_end.OpenLog.as_view(), name="apne"),
]
in_a_log = [
    *_in_both,
    path("i-stedet/<uuid:deputy_id>/bort/", views_deputies.DeputyOver.as_view(), name="i_stedet_bort"),
    path("registrer/", views_end.Conclude.as_view(), name="registrer"),
    path("videre/", views_birth.Born.as_view(), name="videre"),
    path("slutt/", views_birth.Ended.as_view(), name="slutt"),
]
