"""The file with everybody who works in the municipality."""

from django.urls import path

from municipality.stafffile import views

app_name = "stafffile"
urlpatterns = [
    path("", views.upload, name="upload"),
    path("eksempel/", views.example, name="example"),
    path("endringer/", views.Changes.as_view(), name="changes"),
]
