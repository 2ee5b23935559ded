"""Handing out notes: finding the log, beginning, choosing, making; the file; and telling the family."""

from django.urls import path

from cases.disclosures import views, views_begin

app_name = "disclosures"
urlpatterns = [
    path("uten-samtykke/utlever/", views_begin.find, name="find"),
    path("stafettlogger/<uuid:case_id>/utlever/", views_begin.Begin.as_view(), name="begin"),
    path("uten-samtykke/utlever/<uuid:disclosure_id>/", views.read, name="read"),
    path("uten-samtykke/utlever/<uuid:disclosure_id>/endre/", views_begin.Change.as_view(), name="change"),
    path("uten-samtykke/utlever/<uuid:disclosure_id>/velg/", views.Choose.as_view(), name="choose"),
    path("uten-samtykke/utlever/<uuid:disclosure_id>/bekreft/", views.Make.as_view(), name="make"),
    path("uten-samtykke/utlever/<uuid:disclosure_id>/dropp/", views.Drop.as_view(), name="drop"),
    path("uten-samtykke/utlever/<uuid:disclosure_id>/familien/", views.Tell.as_view(), name="tell"),
    path("uten-samtykke/utlever/<uuid:disclosure_id>/fil/", views.fetch, name="file"),
]
