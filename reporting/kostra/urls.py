"""The addresses of the KOSTRA files."""

from django.urls import path

from reporting.kostra import views

app_name = "kostra"
urlpatterns = [
    path("", views.check, name="check"),
    path("regneark/", views.download, name="download"),
]
