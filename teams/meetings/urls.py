"""Møter: planned, called off, begun, led item by item, shown on the wall, approved and corrected."""

from django.urls import path

from teams.meetings import views, views_item, views_minutes, views_screen, views_undone

app_name = "meetings"
urlpatterns = [
    path("team/<int:team_id>/mote/nytt/", views.Plan.as_view(), name="plan"),
    path("moter/<uuid:meeting_id>/", views.read, name="read"),
    path("moter/<uuid:meeting_id>/flytt/", views.Move.as_view(), name="move"),
    path("moter/<uuid:meeting_id>/avlys/", views_undone.Cancel.as_view(), name="cancel"),
    path("moter/<uuid:meeting_id>/start/", views.Start.as_view(), name="start"),
    path("moter/<uuid:meeting_id>/angre/", views_undone.Undo.as_view(), name="undo"),
    path(
        "moter/<uuid:meeting_id>/sak/<uuid:minutes_id>/rettelse/",
        views_minutes.Correct.as_view(),
        name="correct",
    ),
    path("moter/<uuid:meeting_id>/sak/<slug:about>/<uuid:item_id>/", views_item.Lead.as_view(), name="item"),
    path("moter/<uuid:meeting_id>/forheng/", views_screen.lift, name="lift"),
    path("moter/<uuid:meeting_id>/skjerm/", views_screen.screen, name="screen"),
    path("moter/<uuid:meeting_id>/godkjenn/", views_minutes.Approve.as_view(), name="approve"),
]
