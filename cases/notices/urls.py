"""Varsler."""

from django.urls import path

from cases.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.notice_list, name="list"),
    path("alle-lest/", views.notice_read_all, name="read_all"),
    path("<uuid:notice_id>/", views.notice_open, name="open"),
]
