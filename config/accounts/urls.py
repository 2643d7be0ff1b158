"""Addresses under /accounts/: of allauth's only those that are used. None of them makes an account,
takes an e-mail address, or tells who has one.
"""

from allauth.account import views as allauth
from allauth.core.internal import ratelimit
from allauth.mfa.webauthn.views import login_webauthn
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from config.accounts import views

# Asking for it makes a session for anybody, so asking counts, too.
begin_by_passkey = ratelimit.decorator(app="allauth.mfa", action="webauthn_login", limit_get=True)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", RedirectView.as_view(pattern_name="mfa_index"), name="account"),
    path("login/", allauth.login, name="account_login"),
    path("logout/", allauth.logout, name="account_logout"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("reauthenticate/", allauth.reauthenticate, name="account_reauthenticate"),
    path("password/change/", allauth.password_change, name="account_change_password"),
    path("password/set/", views.no_password, name="account_set_password"),
    path("sessions/", views.own_sessions, name="usersessions_list"),
    path("2fa/", views.SecondFactor.as_view(), name="mfa_index"),
    path("2fa/webauthn/login/", begin_by_passkey(login_webauthn), name="mfa_login_webauthn"),
    path("2fa/", include("allauth.mfa.urls")),
]
