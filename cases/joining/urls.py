"""One log of two, below the address of the own log: no address names the other."""

from django.urls import path

from cases.joining import views

app_name = "joining"
urlpatterns = [
    path("", views.OneLog.as_view(), name="page"),
    path("foresla/", views.Propose.as_view(), name="propose"),
    path("ja/", views.Accept.as_view(), name="accept"),
    path("nei/", views.Decline.as_view(), name="decline"),
    path("ta-tilbake/", views.TakeBack.as_view(), name="take_back"),
    path("del-igjen/", views.Part.as_view(), name="part"),
]
