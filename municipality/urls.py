"""Every address of the application, grouped by room. Rooms of the apps above are included by name."""

from django.apps import apps
from django.urls import include, path

from municipality.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("", include("municipality.signin.urls")),
    path("", include("municipality.localaccounts.urls")),
    path("", include("municipality.openid.urls")),
    path("", include("cases.urls")),
    path("varsler/", include("cases.notices.urls")),
    path("utkast/", include("municipality.writing.urls")),
    path("innsynslogg/", include("municipality.audit.urls")),
    path("min-profil/", include("municipality.profile.urls")),
    path("organisasjon/e-post/", include("municipality.notices.urls")),
    path("organisasjon/folk/fil/", include("municipality.stafffile.urls")),
    path("organisasjon/folk/", include("municipality.accounts.urls")),
    path("", include("municipality.scim.urls")),
    path("organisasjon/", include("municipality.administration.urls")),
    path("taushetsplikt/", include("municipality.secrecy.urls")),
    path("hurtigtaster/", include("municipality.shortcuts.urls")),
    path("", include("teams.urls")),
    path("", include("reporting.urls")),
]
if apps.is_installed("demo"):
    urlpatterns.append(path("demo/", include("demo.urls")))

handler400 = "municipality.writing.answers.bad_request"
handler403 = "municipality.ui.errors.permission_denied"
handler404 = "municipality.ui.errors.not_found"
handler500 = "municipality.ui.errors.server_error"
