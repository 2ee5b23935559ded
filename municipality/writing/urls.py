"""Drafts."""

from django.urls import path

from municipality.writing import views

app_name = "drafts"
urlpatterns = [
    path("", views.draft_keep, name="save"),
    path("forkast/", views.draft_forget, name="forget"),
]
