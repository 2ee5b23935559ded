"""The words of the consent form."""

from django.urls import path

from cases.formtexts import views

app_name = "formtexts"
urlpatterns = [
    path("", views.overview, name="list"),
    path("nytt-sprak/", views.Add.as_view(), name="add"),
    path("<int:edition_id>/kontrollert/", views.Check.as_view(), name="check"),
    path("<slug:language>/", views.Change.as_view(), name="change"),
]
