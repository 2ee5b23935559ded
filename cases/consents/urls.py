"""What a family has agreed to, in one log."""

from django.urls import path

from cases.consents import views, views_exclusions, views_own, views_paper, views_parents

app_name = "consents"
urlpatterns = [
    path("", views.shares, name="list"),
    path("utskrift/", views.print_shares, name="print"),
    path("<uuid:consent_id>/pdf/", views_paper.consent_pdf, name="pdf"),
    path("unntak/<uuid:exclusion_id>/", views_exclusions.LiftExclusion.as_view(), name="lift_exclusion"),
    path("trekk/", views.Withdraw.as_view(), name="withdraw"),
    path("om/<uuid:parent_id>/trekk/", views_own.WithdrawOwn.as_view(), name="withdraw_own"),
    path("svar/<uuid:asked_id>/ta-tilbake/", views_own.TakeBackYes.as_view(), name="take_back_yes"),
    path(
        "foreldreansvar/<uuid:parent_id>/",
        views_parents.ShowResponsibility.as_view(),
        name="show_responsibility",
    ),
    path("innsyn/<uuid:parent_id>/", views_parents.Release.as_view(), name="release"),
]
