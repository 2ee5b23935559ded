"""The request of somebody who is signed in: what every view but those of the way in is given."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest

from municipality.people.models import AccountType, User

P = ParamSpec("P")
R = TypeVar("R")


class SignedInRequest(HttpRequest):
    """A request whose `user` is an account. Nothing makes one: it is what `signed_in` promises of an HttpRequest."""

    user: User


def signed_in(view: Callable[Concatenate[SignedInRequest, P], R]) -> Callable[Concatenate[HttpRequest, P], R]:
    """For a view: sends people who are not signed in to sign in, and back to the page afterwards."""
    # Django wants a view of any request; what it gives is the view, behind the question who is signed in.
    return cast("Callable[Concatenate[HttpRequest, P], R]", login_required(view))  # type: ignore[type-var]


def has_account(request: HttpRequest, *types: AccountType) -> bool:
    """Whether the person who is signed in has an account of one of these types."""
    return request.user.is_authenticated and request.user.account_type in types


def is_administrator(request: HttpRequest) -> bool:
    return has_account(request, AccountType.ADMINISTRATOR)


def is_privacy_officer(request: HttpRequest) -> bool:
    return has_account(request, AccountType.PRIVACY_OFFICER)
