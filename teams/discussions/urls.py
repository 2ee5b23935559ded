"""Spør uten navn: no address here holds anything about who asks or whom it is about."""

from django.urls import path

from teams.discussions import views

app_name = "discussions"
urlpatterns = [
    path("ny/", views.Ask.as_view(), name="ask"),
    path("svar/", views.claim, name="claim"),
]
