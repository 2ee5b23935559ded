from django.urls import path

from cases.baton import views

app_name = "baton"
urlpatterns = [
    path("", views.Offer.as_view(), name="offer"),
    path("ta-tilbake/", views.cancel, name="cancel"),
    path("svar/", views.Answer.as_view(), name="answer"),
]
