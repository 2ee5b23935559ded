"""Addresses of local accounts. The link of an invitation is the only one with a secret in it."""

from django.urls import path

from municipality.localaccounts import views_invitation, views_own, views_signin

app_name = "localaccounts"
urlpatterns = [
    path("logg-inn/passord/", views_signin.password, name="sign_in"),
    path("logg-inn/bekreft/", views_signin.second, name="second"),
    path("invitasjon/bekreft/", views_invitation.choose_factor, name="invited_factor"),
    path("invitasjon/reservekoder/", views_invitation.codes, name="invited_codes"),
    path("invitasjon/<str:token>/", views_invitation.choose, name="invitation"),
    path("min-profil/innlogging/", views_own.overview, name="own"),
    path("min-profil/innlogging/passord/", views_own.change_password, name="change_password"),
    path("min-profil/innlogging/app/", views_own.add_totp, name="add_totp"),
    path("min-profil/innlogging/app/fjern/", views_own.remove_totp, name="remove_totp"),
    path("min-profil/innlogging/passnokkel/", views_own.add_passkey, name="add_passkey"),
    path(
        "min-profil/innlogging/passnokkel/<uuid:passkey_id>/fjern/",
        views_own.remove_passkey,
        name="remove_passkey",
    ),
    path("min-profil/innlogging/reservekoder/", views_own.renew_codes, name="renew_codes"),
    path("min-profil/innlogging/reservekoder/nye/", views_own.codes, name="own_codes"),
]
