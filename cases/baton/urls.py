from django.urls import path

from cases.baton import views

app_name = "baton"
urlpatterns = [
    path("", views.offer, name="offer"),
    path("svar/", views.answer, name="answer"),
]
