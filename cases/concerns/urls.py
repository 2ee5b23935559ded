"""Concerns, from the first word to a log or to «ikke behov for mer nå»."""

from django.urls import path

from cases.concerns import views, views_hand_over

app_name = "concerns"
urlpatterns = [
    path("", views.concern_list, name="list"),
    path("uten-noen/", views_hand_over.heads, name="heads"),
    path("ny/", views.Register.as_view(), name="register"),
    path("<uuid:concern_id>/", views.read, name="read"),
    path("<uuid:concern_id>/endre/", views.Change.as_view(), name="change"),
    path("<uuid:concern_id>/del/", views.Share.as_view(), name="share"),
    path("<uuid:concern_id>/gi-videre/", views_hand_over.Give.as_view(), name="give"),
    path("<uuid:concern_id>/avslutt/", views.Close.as_view(), name="close"),
]
