"""Who the child and the parents of one log are."""

from django.urls import path

from cases.persons.views import Correct

app_name = "persons"
urlpatterns = [
    path("", Correct.as_view(), name="child"),
    path("<uuid:parent_id>/", Correct.as_view(), name="parent"),
]
