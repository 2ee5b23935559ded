"""What a second person looks at."""

from django.urls import path

from cases.checks import views

app_name = "checks"
urlpatterns = [
    path("", views.list_checks, name="list"),
    path("<uuid:widening_id>/", views.Look.as_view(), name="look"),
    path("<uuid:widening_id>/avslutt/", views.End.as_view(), name="end"),
]
