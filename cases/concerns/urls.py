"""Concerns, from the first word to a log or to «ikke behov for mer nå»."""

from django.urls import path

from cases.concerns import views
from cases.logs.views_open import open_log

app_name = "concerns"
urlpatterns = [
    path("", views.concern_list, name="list"),
    path("ny/", views.register, name="register"),
    path("<uuid:concern_id>/", views.read, name="read"),
    path("<uuid:concern_id>/endre/", views.change, name="change"),
    path("<uuid:concern_id>/del/", views.share, name="share"),
    path("<uuid:concern_id>/avslutt/", views.close, name="close"),
    path("<uuid:concern_id>/stafettlogg/", open_log, name="open_log"),
]
