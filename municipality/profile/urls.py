"""Addresses of one's own profile. The link of an e-mail is the only one with a secret in it."""

from django.urls import path

from municipality.profile import views

app_name = "profile"
urlpatterns = [
    path("", views.read, name="read"),
    path("telefon/", views.ChangePhone.as_view(), name="phone"),
    path("varsler/", views.ChangeChoices.as_view(), name="choices"),
    path("e-post/", views.ChangeEmail.as_view(), name="email"),
    path("e-post/<str:token>/", views.confirm_email, name="confirm_email"),
]
