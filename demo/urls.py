"""The one-click sign-in."""

from django.urls import path

from demo import views

app_name = "demo"
urlpatterns = [path("login/<str:username>", views.login, name="login")]
