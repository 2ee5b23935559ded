"""The addresses of the cases, grouped by room."""

from django.urls import include, path

from cases.consents.views_paper import empty_form_pdf
from cases.conversation import urls as conversation
from cases.myday.views import home, remind

urlpatterns = [
    path("", home, name="home"),
    path("minn/<slug:what>/<uuid:key>/", remind, name="remind"),
    path("fravaer/", include("cases.absence.urls")),
    path("undringer/", include("cases.concerns.urls")),
    path("til-kontroll/", include("cases.checks.urls")),
    path("", include("cases.keepout.urls")),
    path("stafettlogger/<uuid:case_id>/stafettpinne/", include("cases.baton.urls")),
    path("undringer/<uuid:concern_id>/samtykke/", include((conversation.of_a_concern, "conversation"))),
    path("stafettlogger/<uuid:case_id>/samtykke/nytt/", include((conversation.in_a_log, "new_consent"))),
    path("stafettlogger/<uuid:case_id>/samtykke/", include("cases.consents.urls")),
    path("stafettlogger/<uuid:case_id>/en-logg/", include("cases.joining.urls")),
    path("stafettlogger/<uuid:case_id>/personer/", include("cases.persons.urls")),
    path("stafettlogger/<uuid:case_id>/plan/", include("cases.plans.urls")),
    path("stafettlogger/<uuid:case_id>/", include("cases.work.urls")),
    path("", include("cases.reports.urls")),
    path("", include("cases.requests.urls")),
    path("", include("cases.disclosures.urls")),
    path("", include("cases.wrongchild.urls")),
    path("avvik/", include("cases.deviations.urls")),
    path("skrevet-om/", include("cases.informing.urls")),
    path("monstre/", include("cases.patterns.urls")),
    path("sporsmal/", include("cases.questions.urls")),
    path("uten-samtykke/", include("cases.bylaw.urls")),
    path("uten-samtykke/nodssituasjon/", include("cases.emergency.urls")),
    path("uten-samtykke/", include("cases.statute.urls")),
    path("stafettlogger/", include("cases.logs.urls")),
    path("organisasjon/skjema/", include("cases.formtexts.urls")),
    path("samtykkeskjema/", empty_form_pdf, name="empty_form"),
    path("dokumenter/", include("cases.documents.urls")),
    path("enhetene-i-tjenesten/", include("cases.oversight.urls")),
    path("saksopplysninger/", include("cases.heads.urls")),
]
