"""Where nobody is real: said on every page, and made-up numbers are taken. Where somebody may be: neither."""

import pytest
from django import forms

from municipality.people.fields import IdentityNumberField
from tests.cast import synthetic_number, years_ago

BANNER = "Testinstallasjon: ingen ekte opplysninger"
NUMBER = synthetic_number(years_ago(9))


@pytest.mark.parametrize("path", ["/", "/logg-inn/", "/logg-inn/idporten/svar/", "/finnes-ikke/"])
def test_every_page_says_that_nothing_is_real(house, settings, path):
    assert BANNER not in house.browser.get(path).content.decode()
    settings.SYNTHETIC_NUMBERS = True
    assert BANNER in house.browser.get(path).content.decode()


@pytest.mark.parametrize("synthetic", [True, False])
def test_a_made_up_number_is_taken_in_production_only_where_nobody_is_real(settings, synthetic):
    settings.PRODUCTION, settings.SYNTHETIC_NUMBERS = True, synthetic
    field = IdentityNumberField()
    if synthetic:
        assert field.clean(NUMBER.digits) == NUMBER
    else:
        with pytest.raises(forms.ValidationError, match="syntetisk"):
            field.clean(NUMBER.digits)
