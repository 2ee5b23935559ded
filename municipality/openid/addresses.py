"""The addresses that are registered at a provider. They begin with PUBLIC_URL, whatever host a request names."""

from django.conf import settings
from django.http import Http404
from django.urls import reverse

from municipality.openid.providers import Provider


def provider_or_404(key: str) -> Provider:
    for provider in settings.SIGN_IN_PROVIDERS:
        if provider.key == key:
            found: Provider = provider
            return found
    raise Http404


def answer_address(provider: Provider) -> str:
    return settings.PUBLIC_URL + reverse("openid:answer", args=[provider.key])


def left_address(provider: Provider) -> str:
    return settings.PUBLIC_URL + reverse("openid:left", args=[provider.key])
