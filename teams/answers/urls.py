"""What a team was asked, and what it answered."""

from django.urls import path

from teams.answers import views

app_name = "answers"
urlpatterns = [
    path("henvisninger/<uuid:referral_id>/", views.read_referral, name="referral"),
    path("systemsaker/<uuid:issue_id>/", views.read_issue, name="issue"),
]
