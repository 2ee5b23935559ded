"""Below «Uten samtykke»."""

from django.urls import path

from cases.emergency import views, views_leader

app_name = "emergency"
urlpatterns = [
    path("", views_leader.overview, name="list"),
    path("ny/", views.Open.as_view(), name="open"),
    path("<uuid:emergency_id>/", views.read, name="read"),
    path("<uuid:emergency_id>/avslutt/", views.End.as_view(), name="end"),
    path("<uuid:emergency_id>/fortell/", views.Tell.as_view(), name="tell"),
    path("<uuid:emergency_id>/gjennomgang/", views_leader.Look.as_view(), name="look"),
]
