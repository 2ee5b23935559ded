"""The municipality's organisation and settings."""

from django.urls import path

from municipality.administration import views, views_agreements, views_emergency, views_merge

app_name = "administration"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("kom-i-gang/", views.begin, name="begin"),
    path("sammenslaing/", views_merge.read, name="merge"),
    path("innstillinger/", views.Settings.as_view(), name="settings"),
    path("nodssituasjoner/", views_emergency.Emergency.as_view(), name="emergency"),
    path("nodssituasjoner/godkjenn/", views_emergency.Confirm.as_view(), name="emergency_confirm"),
    path("avtaler/", views_agreements.Agreements.as_view(), name="agreements"),
    path("avtaler/<int:agreement_id>/avslutt/", views_agreements.End.as_view(), name="agreement_end"),
]
