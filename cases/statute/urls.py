"""Decisions by statute, under «Uten samtykke»."""

from django.urls import path

from cases.statute import views, views_received

app_name = "statute"
urlpatterns = [
    path("vedtak/", views.find, name="find"),
    path("vedtak/<uuid:case_id>/", views.Decide.as_view(), name="decide"),
    path("vedtak/gitt/<uuid:statute_id>/", views.decided, name="decided"),
    path("vedtak/gitt/<uuid:statute_id>/forleng/", views.Extend.as_view(), name="extend"),
    path("vedtak/gitt/<uuid:statute_id>/avslutt/", views.End.as_view(), name="end"),
    path("vedtak/mottatt/<uuid:statute_id>/", views_received.Name.as_view(), name="received"),
    path(
        "vedtak/mottatt/<uuid:statute_id>/person/<int:user_id>/",
        views_received.Remove.as_view(),
        name="remove",
    ),
    path("vedtak/mottatt/<uuid:statute_id>/les/", views_received.read, name="read"),
]
