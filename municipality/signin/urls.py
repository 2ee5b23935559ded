"""The way in and out."""

from django.urls import path

from municipality.signin import views

urlpatterns = [
    path("logg-inn/", views.sign_in, name="sign_in"),
    path("logg-ut/", views.log_out, name="logout"),
]
