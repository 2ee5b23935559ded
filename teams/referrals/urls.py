"""Henvisninger: from the case to the team's table, and off it."""

from django.urls import path

from teams.referrals import views

app_name = "referrals"
urlpatterns = [
    path("stafettlogger/<uuid:case_id>/henvisning/", views.Send.as_view(), name="send"),
    path("henvisninger/<uuid:referral_id>/av-bordet/", views.Close.as_view(), name="close"),
]
