from django.urls import path

from cases.baton import views

app_name = "baton"
urlpatterns = [
    path("", views.offer, name="offer"),
    path("ta-tilbake/", views.unask, name="unask"),
    path("svar/", views.answer, name="answer"),
]
