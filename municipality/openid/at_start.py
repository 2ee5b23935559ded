"""What the settings say of providers, and whether anybody real may come here. Wrong combinations do not start."""

from municipality.environment_variables import Environment, SettingsRefused
from municipality.openid.provider_file import read_providers
from municipality.openid.providers import TEST_ISSUERS, Provider, is_of_a_test


def sign_in_settings(
    environment: Environment, public_url: str, *, production: bool
) -> tuple[tuple[Provider, ...], bool]:
    """The providers of SIGN_IN_PROVIDERS, and whether this is a test installation (SYNTHETIC_NUMBERS)."""
    synthetic = environment.flag("SYNTHETIC_NUMBERS", default=False)
    providers = read_providers(
        environment.text("SIGN_IN_PROVIDERS"), loopback_http=synthetic or not production
    )
    if synthetic and not is_of_a_test(providers, public_url):
        raise SettingsRefused(
            "SYNTHETIC_NUMBERS is for a test installation: every provider that vouches for identity numbers must be "
            f"one of {', '.join(sorted(TEST_ISSUERS))}, or PUBLIC_URL must be on this machine."
        )
    if production and not synthetic and TEST_ISSUERS & {one.issuer for one in providers}:
        raise SettingsRefused(
            "SIGN_IN_PROVIDERS names a test issuer, where anybody signs in as anybody. "
            "Name the real one, or set SYNTHETIC_NUMBERS=yes for a test installation."
        )
    return providers, synthetic
