from django.urls import path

from cases.absence import views

app_name = "absence"
urlpatterns = [
    path("", views.list_absences, name="list"),
    path("nytt/", views.Register.as_view(), name="register"),
    path("nytt/<int:user_id>/", views.Register.as_view(), name="register_for"),
    path("<uuid:absence_id>/", views.read, name="read"),
    path("<uuid:absence_id>/endre/", views.Change.as_view(), name="change"),
    path("<uuid:absence_id>/avslutt/", views.End.as_view(), name="end"),
]
