from django.urls import path

from cases.oversight import views

app_name = "oversight"
urlpatterns = [path("", views.units, name="units")]
