"""«Andre som er skrevet om»."""

from django.urls import path

from cases.informing import views

app_name = "informing"
urlpatterns = [
    path("", views.list_mine, name="list"),
    path("antall/", views.counts, name="counts"),
    path("<uuid:entry_id>/", views.Answer.as_view(), name="answer"),
]
