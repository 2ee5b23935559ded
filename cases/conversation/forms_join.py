"""What each who answers says to being joined with a log that there may be already."""

from typing import Any, Final, cast

from django import forms

from consent.form_words import BOKMAL, Words, product_words
from consent.join_answers import JoinSays
from consent.models import Asked, Role
from consent.reading import join_asked
from municipality.ui.forms import Form, dress

BOTH: Final = (JoinSays.YES, JoinSays.NO)


def join_field(words: Words, first_name: str) -> forms.ChoiceField:
    """The question in these words; without a name, to who is of age. It can be left alone, which is no yes."""
    field = forms.ChoiceField(
        label=join_asked(words, first_name),
        choices=[(one.value, words.say(f"screen_{one.value}")) for one in BOTH],
        widget=forms.RadioSelect,
        required=False,
    )
    dress(field)
    return field


class JoinForm(Form):
    """`said`: what the person has said before, which stays if nothing else is chosen."""

    marks_optional = False
    says = forms.ChoiceField(choices=JoinSays, widget=forms.RadioSelect, required=False)

    def __init__(self, *args: Any, person: Asked, said: str, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"says": said})
        self.person, self.said = person, said
        super().__init__(*args, **kwargs)
        words = product_words(BOKMAL)
        says = cast("forms.ChoiceField", self.fields["says"])
        says.choices = [(one.value, words.say(f"screen_{one.value}")) for one in BOTH]
        says.label = str(Role.DEPUTY.label).capitalize() if person.role == Role.DEPUTY else person.name

    @property
    def differs(self) -> bool:
        """Whether it says something else than before."""
        says = self.cleaned_data.get("says", "") if hasattr(self, "cleaned_data") else ""
        return bool(says) and says != self.said
