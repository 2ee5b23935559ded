"""What is demanded by right: in a log, by whom it is answered, and from outside."""

from django.urls import path

from cases.requests import views_answer, views_copy, views_family, views_outside

app_name = "requests"
OF_LOG = "stafettlogger/<uuid:case_id>/innsyn-og-klage/"
urlpatterns = [
    path(OF_LOG, views_family.of_log, name="of_log"),
    path(f"{OF_LOG}innsyn/", views_family.AskInsight.as_view(), name="insight"),
    path(f"{OF_LOG}innsigelse/", views_family.Object.as_view(), name="object"),
    path(f"{OF_LOG}retting/", views_family.CorrectFact.as_view(), name="correct_fact"),
    path(f"{OF_LOG}retting/<uuid:entry_id>/", views_family.CorrectNote.as_view(), name="correct_note"),
    path(f"{OF_LOG}hvorfor/<int:moment>/", views_family.AskWhy.as_view(), name="why"),
    path(f"{OF_LOG}klage/<uuid:part_id>/", views_family.Complain.as_view(), name="complain"),
    path(f"{OF_LOG}kopi/", views_copy.copy_pdf, name="copy"),
    path(f"{OF_LOG}kopi-som-data/", views_copy.copy_data, name="copy_data"),
    path("krav/", views_answer.list_parts, name="list"),
    path("krav/oversikt/", views_answer.control, name="control"),
    path("krav/be-om-innsyn/", views_outside.ask, name="outside"),
    path("krav/be-om-innsyn/sendt/", views_outside.sent, name="outside_sent"),
    path("krav/<uuid:part_id>/", views_answer.read, name="read"),
    path("krav/<uuid:part_id>/svar/", views_answer.Write.as_view(), name="answer"),
    path("krav/<uuid:part_id>/gi/", views_answer.Give.as_view(), name="give"),
    path("krav/<uuid:part_id>/frist/", views_answer.Prolong.as_view(), name="prolong"),
    path("krav/<uuid:part_id>/brev/", views_answer.letter, name="letter"),
    path("krav/se-igjen/<slug:hidden>/<uuid:key>/", views_answer.Look.as_view(), name="look"),
]
