"""Secrecy: what one reads oneself, who has read or signed, and the administrator's words."""

from django.urls import path

from municipality.secrecy import views, views_texts

app_name = "secrecy"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("les/<int:unit_id>/", views.Read.as_view(), name="read"),
    path("familie/", views.FamilyRead.as_view(), name="family"),
    path("personer/", views.people, name="list"),
    path("personer/<int:user_id>/<int:unit_id>/", views.Register.as_view(), name="register"),
    path("personer/<int:user_id>/<int:unit_id>/avslutt/", views.End.as_view(), name="end"),
    path("innstillinger/", views_texts.settings, name="settings"),
    path("innstillinger/tekst/<slug:kind>/", views_texts.Change.as_view(), name="text"),
    path("innstillinger/tekst/<slug:kind>/historikk/", views_texts.history, name="history"),
    path("innstillinger/tjeneste/<int:service_id>/", views_texts.ServiceSecrecy.as_view(), name="service"),
]
