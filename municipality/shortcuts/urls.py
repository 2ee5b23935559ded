"""The address of the shortcuts."""

from django.urls import path

from municipality.shortcuts import views

app_name = "shortcuts"
urlpatterns = [path("", views.Change.as_view(), name="change")]
