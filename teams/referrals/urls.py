"""Henvisninger: from the case to the team, and what came back."""

from django.urls import path

from teams.referrals import views

app_name = "referrals"
urlpatterns = [
    path("stafettlogger/<uuid:case_id>/henvisning/", views.Send.as_view(), name="send"),
    path("henvisninger/<uuid:referral_id>/", views.read, name="read"),
    path("henvisninger/<uuid:referral_id>/av-bordet/", views.Close.as_view(), name="close"),
]
