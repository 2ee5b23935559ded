"""Who the child and the parents of one log are."""

from django.urls import path

from cases.persons.views import Correct
from cases.persons.views_changes import Lost, NewParent, Protection

app_name = "persons"
urlpatterns = [
    path("", Correct.as_view(), name="child"),
    path("adressesperre/", Protection.as_view(), name="protection"),
    path("ny-forelder/", NewParent.as_view(), name="new_parent"),
    path("<uuid:parent_id>/ikke-foreldreansvar/", Lost.as_view(), name="lost"),
    path("<uuid:parent_id>/", Correct.as_view(), name="parent"),
]
