from datetime import date
from types import SimpleNamespace
from typing import Any

import time_machine
from django import forms
from django.forms import formset_factory
from django.template import engines
from django.test import SimpleTestCase, override_settings

from municipality.ui.date_field import DateField
from municipality.ui.forms import Form, ModelForm, summary_of
from tests.reading import shown


class Concern(Form):
    name = forms.CharField(
        label="Hvilket barn?",
        help_text="Fornavn og etternavn.",
        max_length=20,
        error_messages={"required": "Skriv hva barnet heter."},
    )
    born = DateField(label="Når er barnet født?", no_future=True)
    kind = forms.ChoiceField(
        label="Hva slags opplysninger?",
        choices=[("skole", "Skole"), ("helse", "Helse")],
        widget=forms.RadioSelect,
        error_messages={"required": "Velg hva slags opplysninger det er."},
    )
    units = forms.MultipleChoiceField(
        label="Hvem skal få vite det?",
        choices=[("ppt", "PPT")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    observation = forms.CharField(
        label="Hva har du sett?", widget=forms.Textarea, error_messages={"required": "Skriv det du har sett."}
    )
    talked = forms.BooleanField(label="Jeg har snakket med foreldrene", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.read_by(
            "observation",
            "Leses av: deg.",
            follows=["kind"],
            texts={("skole",): "Leses av: deg & rektor.", ("helse",): "Leses av: helsestasjonen."},
        )


GOOD = {"name": "Emma", "born": "3.3.2017", "kind": "skole", "observation": "Alene."}


@override_settings(FORM_RENDERER="municipality.ui.forms.Renderer")
@time_machine.travel("2026-11-24 12:00 +0100", tick=False)
class FormTests(SimpleTestCase):
    def form(self, **changes: str) -> Concern:
        return Concern({**GOOD, **changes})

    def group(self, form: Form, name: str) -> str:
        return str(form[name].as_field_group())

    def test_a_good_form_is_accepted_and_the_date_understood(self) -> None:
        form = self.form()
        assert form.is_valid(), form.errors
        assert form.cleaned_data["born"] == date(2017, 3, 3)

    def test_the_error_stands_by_the_field_and_what_was_typed_stays(self) -> None:
        html = self.group(self.form(born="31.2.2017"), "born")
        assert 'value="31.2.2017"' in html
        assert 'aria-invalid="true"' in html
        assert 'aria-describedby="id_born_error"' in html
        assert 'id="id_born_error"' in html
        assert "Skriv datoen som dag.måned.år, for eksempel 24.11.2026." in html

    def test_a_field_without_error_is_not_marked(self) -> None:
        html = shown(self.group(self.form(), "name"))
        assert "aria-invalid" not in html
        assert 'class="ds-input"' in html
        assert '<label class="ds-label" for="id_name">Hvilket barn?</label>' in html
        assert 'aria-describedby="id_name_helptext"' in html
        assert 'id="id_name_helptext"' in html

    def test_no_form_of_the_application_answers_an_empty_required_field_with_words_for_any_field(
        self,
    ) -> None:
        """Each field says what is to be written in it. What Django says of every field helps nobody."""
        waiting: list[Any] = [Form, ModelForm]
        told: dict[str, str] = {}
        while waiting:
            form_class = waiting.pop()
            waiting += form_class.__subclasses__()
            if not form_class.__module__.startswith("tests."):
                for name, field in form_class.base_fields.items():
                    if field.required:
                        told[f"{form_class.__name__}.{name}"] = str(field.error_messages["required"])
        assert len(told) > 60
        any_fields = str(forms.Field.default_error_messages["required"])
        for name, words in told.items():
            assert words not in ("", any_fields), name
            assert words[-1] == ".", name
            assert not words.startswith("Fyll ut"), name

    def test_a_message_of_the_fields_own_is_kept(self) -> None:
        assert self.form(observation=" ").errors["observation"] == ["Skriv det du har sett."]

    def test_too_long_says_how_long_it_may_be_and_is(self) -> None:
        errors = self.form(name="E" * 21).errors
        assert errors["name"] == ["Teksten kan ha høyst 20 tegn. Du har skrevet 21."]

    def test_an_answer_that_was_never_offered_is_refused_in_plain_words(self) -> None:
        assert self.form(kind="barnevern").errors["kind"] == ["Velg et av svarene i listen."]

    def test_optional_fields_are_marked_and_required_ones_not(self) -> None:
        form = self.form()
        assert "(valgfritt)" in self.group(form, "units")
        assert "(valgfritt)" not in self.group(form, "name")
        assert "(valgfritt)" not in self.group(form, "talked")
        assert "required" not in self.group(form, "name")

    def test_choices_are_a_group_with_a_legend_and_a_label_each(self) -> None:
        html = shown(self.group(self.form(kind=""), "kind"))
        assert "<fieldset" in html
        assert '<legend class="ds-label">Hva slags opplysninger?</legend>' in html
        assert '<label class="ds-label" for="id_kind_1">Helse</label>' in html
        assert 'aria-describedby="id_kind_error"' in html

    def test_the_future_is_refused_where_it_makes_no_sense(self) -> None:
        assert self.form(born="25.11.2026").errors["born"] == [
            "Datoen kan ikke være fram i tid. Du har skrevet onsdag 25. november 2026."
        ]
        assert "born" not in self.form(born="i dag").errors

    def test_the_past_is_refused_where_it_makes_no_sense(self) -> None:
        field = DateField(no_past=True)
        assert field.clean("24.11.2026") == date(2026, 11, 24)
        with self.assertRaisesMessage(forms.ValidationError, "Datoen kan ikke være tilbake i tid."):
            field.clean("23.11.2026")

    def test_a_day_far_from_today_is_asked_about_with_the_year_that_was_meant(self) -> None:
        for typed, words in (
            ("12.01.2062", "Mente du 2027?"),
            ("20.12.2036", "Mente du 2026?"),
            ("12.01.1062", "Mente du 2027?"),
        ):
            with self.assertRaisesMessage(forms.ValidationError, words):
                DateField().clean(typed)
        with self.assertRaisesMessage(forms.ValidationError, "Mente du 2026?"):
            DateField(no_future=True).clean("12.01.1062")
        assert DateField().clean("12.01.2029") == date(2029, 1, 12)
        assert DateField(years_back=100).clean("12.01.1940") == date(1940, 1, 12)

    def test_every_date_field_of_the_application_asks_about_the_year(self) -> None:
        """Also one that is narrowed: none has bounds so wide that they let a slip of the hand through."""
        waiting, seen = [Form], 0
        while waiting:
            form_class = waiting.pop()
            waiting += form_class.__subclasses__()
            for field in getattr(form_class, "base_fields", {}).values():
                if isinstance(field, forms.DateField):
                    seen += 1
                    assert isinstance(field, DateField), form_class
                    assert field.years_ahead <= 4, form_class
                    assert field.years_back <= 100, form_class
        assert seen > 10

    def test_a_date_is_shown_as_it_is_written(self) -> None:
        form = Concern(initial={"born": date(2017, 3, 3)})
        assert 'value="03.03.2017"' in self.group(form, "born")
        assert 'inputmode="numeric"' in self.group(form, "born")

    def test_who_reads_a_field_is_said_below_it_and_follows_the_other_field(self) -> None:
        html = self.group(self.form(kind="helse"), "observation")
        assert ">Leses av: helsestasjonen.</p>" in html
        assert 'aria-describedby="id_observation_readers"' in html
        assert 'data-readers-follow="kind"' in html
        assert "Leses av: deg &amp; rektor." in html
        assert ">Leses av: deg.</p>" in self.group(Concern(), "observation")

    def test_the_followed_field_has_its_full_name_in_a_form_with_prefix(self) -> None:
        assert 'data-readers-follow="a-kind"' in self.group(Concern(prefix="a"), "observation")

    def test_the_summary_lists_every_error_with_the_place_to_go_to(self) -> None:
        errors = summary_of(self.form(name="", kind=""))
        assert [(error.anchor, error.message) for error in errors] == [
            ("id_name", "Skriv hva barnet heter."),
            ("id_kind_0", "Velg hva slags opplysninger det er."),
        ]

    def test_the_summary_has_the_errors_of_the_whole_form_first(self) -> None:
        form = self.form(name="")
        form.add_error(None, "Slutten er før begynnelsen.")
        assert [error.anchor for error in summary_of(form)] == ["", "id_name"]

    def test_the_summary_of_a_set_of_forms_goes_to_the_row(self) -> None:
        rows = formset_factory(Concern, extra=0, min_num=1)(
            {
                "form-TOTAL_FORMS": "1",
                "form-INITIAL_FORMS": "0",
                **{f"form-0-{key}": value for key, value in {**GOOD, "name": ""}.items()},
            }
        )
        assert [error.anchor for error in summary_of(rows)] == ["id_form-0-name"]

    def test_a_whole_form_is_one_include(self) -> None:
        source = '{% include "ui/form.html" with submit="Lagre" keeps_draft=True %}'
        html = (
            engines["django"]
            .from_string(source)
            .render({"form": self.form(name=""), "request": SimpleNamespace(user=SimpleNamespace(pk=None))})
        )
        assert '<a class="ds-link" href="#id_name">Skriv hva barnet heter.</a>' in html
        assert 'data-draft-url="/utkast/"' in html
        assert 'data-draft-saved="lagret kl."' in html
        assert '<button class="ds-button" type="submit">Lagre</button>' in html

    def test_a_form_without_errors_has_no_summary(self) -> None:
        template = engines["django"].from_string("{% load ui %}{% error_summary form formset %}")
        assert template.render({"form": self.form()}) == ""
