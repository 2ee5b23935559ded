from django.urls import path

from cases.heads import views

app_name = "heads"
urlpatterns = [
    path("", views.list_heads, name="list"),
    path("<uuid:case_id>/", views.read, name="read"),
    path("<uuid:case_id>/avslutt/", views.RestEnd.as_view(), name="rest_end"),
    path("<uuid:case_id>/person/", views.Name.as_view(), name="name"),
    path("<uuid:case_id>/person/<int:user_id>/", views.Remove.as_view(), name="remove"),
]
