"""The administrator's pages about people."""

from django.urls import path

from municipality.accounts import (
    views,
    views_administrators,
    views_invitations,
    views_membership,
    views_overseers,
)

app_name = "accounts"
urlpatterns = [
    path("", views.everybody, name="list"),
    path("inviter/", views_invitations.InviteAll.as_view(), name="invite_all"),
    path("ny/", views.Make.as_view(), name="make"),
    path("<int:user_id>/", views_membership.Person.as_view(), name="read"),
    path("<int:user_id>/endre/", views.Change.as_view(), name="change"),
    path("<int:user_id>/godkjenn/", views.Approve.as_view(), name="approve"),
    path("<int:user_id>/inviter/", views_invitations.Invite.as_view(), name="invite"),
    path("<int:user_id>/steng/", views.Close.as_view(), name="close"),
    path("<int:user_id>/apne/", views.Reopen.as_view(), name="reopen"),
    path("ledere/", views_overseers.overseers, name="overseers"),
    path("<int:user_id>/leder/", views_overseers.Give.as_view(), name="overseer_give"),
    path("ledere/<int:overseer_id>/avslutt/", views_overseers.Stop.as_view(), name="overseer_stop"),
    path("administratorer/", views_administrators.administrators, name="administrators"),
    path("plass/<int:membership_id>/avslutt/", views_membership.Stop.as_view(), name="membership_stop"),
]
