"""The addresses that a directory asks, and the administrator's page about its tokens."""

from django.urls import path

from municipality.scim import views, views_about, views_groups, views_users

app_name = "scim"
urlpatterns = [
    path("organisasjon/scim/", views.Tokens.as_view(), name="tokens"),
    path("organisasjon/scim/<int:token_id>/avslutt/", views.End.as_view(), name="token_end"),
    path("scim/v2/Users", views_users.Users.as_view(), name="users"),
    path("scim/v2/Users/<uuid:key>", views_users.OneUser.as_view(), name="user"),
    path("scim/v2/Groups", views_groups.Groups.as_view(), name="groups"),
    path("scim/v2/Groups/<uuid:key>", views_groups.OneGroup.as_view(), name="group"),
    path("scim/v2/ServiceProviderConfig", views_about.Config.as_view(), name="config"),
    path("scim/v2/ResourceTypes", views_about.Kinds.as_view(), name="kinds"),
    path("scim/v2/ResourceTypes/<str:key>", views_about.Kinds.as_view(), name="kind"),
    path("scim/v2/Schemas", views_about.Schemas.as_view(), name="schemas"),
    path("scim/v2/Schemas/<str:key>", views_about.Schemas.as_view(), name="schema"),
    path("scim/v2/.search", views_about.Search.as_view(), name="search"),
    path("scim/v2/<path:rest>", views_about.Nowhere.as_view(), name="nowhere"),
]
