"""To a provider, back from it, and out. docs/operations.md says which of them are registered there."""

from django.urls import path

from municipality.openid import views

app_name = "openid"

urlpatterns = [
    path("logg-inn/<slug:key>/", views.begin, name="begin"),
    path("logg-inn/<slug:key>/svar/", views.answer, name="answer"),
    path("logg-inn/<slug:key>/utlogget/", views.logged_out, name="logged_out"),
    path("logg-inn/<slug:key>/farvel/", views.left, name="left"),
]
