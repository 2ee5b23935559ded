"""Keeping somebody out of a concern or a log."""

from django.urls import path

from cases.keepout import views

app_name = "keepout"
urlpatterns = [
    path("undringer/<uuid:concern_id>/hold-utenfor/", views.OfConcern.as_view(), name="concern"),
    path(
        "undringer/<uuid:concern_id>/hold-utenfor/<int:user_id>/slipp-inn/",
        views.ConcernLetIn.as_view(),
        name="concern_let_in",
    ),
    path("stafettlogger/<uuid:case_id>/hold-utenfor/", views.OfCase.as_view(), name="case"),
    path(
        "stafettlogger/<uuid:case_id>/hold-utenfor/<int:user_id>/slipp-inn/",
        views.CaseLetIn.as_view(),
        name="case_let_in",
    ),
]
