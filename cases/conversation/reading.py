"""What is read together with a family before it answers: made from what is asked, and kept exactly as it was read."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from cases.conversation.about import About
from cases.conversation.words import if_all_say_yes
from consent.models import Consent, Share
from consent.texts import explanation, plan_explanation
from municipality.organisation.choices import KindOfInformation
from municipality.ui.words import in_a_row


@dataclass(frozen=True)
class Section:
    """One heading and what stands below it; `is_list` where each line is one thing of several."""

    heading: str
    lines: list[str]
    is_list: bool = False


@dataclass(frozen=True)
class FormText:
    """The whole of it."""

    title: str
    sections: list[Section]

    @property
    def plain(self) -> str:
        """As it is kept."""
        parts = ["\n".join([section.heading, *section.lines]) for section in self.sections]
        return "\n\n".join([self.title, *parts])


def text_of(consent: Consent, about: About) -> FormText:
    """For a family: about the child, by name. For who is 18: to the reader."""
    name = {"name": about.first_name}
    title = _("Samtykke til stafettlogg for %(name)s") % {"name": about.name}
    whom = _("deg") if about.is_of_age else about.first_name
    few = _("Hos hver av dem leser bare de som følger opp %(whom)s.") % {"whom": whom}
    sections = [
        Section(_("Hva er en stafettlogg?"), _what_it_is(about)),
        Section(_("Hva skal den brukes til?"), consent.purpose.splitlines()),
        Section(_("Hvem får lese hva?"), [*who_reads(consent), few], is_list=True),
        Section(_("Hvor lenge?"), [one.words for one in if_all_say_yes(consent, about)], is_list=True),
        Section(_("Du bestemmer") if about.is_of_age else _("Dere bestemmer"), _told(about), is_list=True),
    ]
    if consent.for_plan:
        asks = _("Vi spør også om en individuell plan for %(name)s.") % name
        sections.insert(4, Section(_("Individuell plan"), [asks, *plan_explanation()], is_list=True))
    return FormText(title, sections)


def _told(about: About) -> list[str]:
    """What everybody is told; to who is 18 and asked alone, as to one."""
    if not about.is_of_age:
        return explanation()
    return [
        _("Det er frivillig å samtykke. Du får hjelp selv om du sier nei."),
        _("Samtykket gjelder bare de enhetene og de opplysningene du velger, og bare så lenge du velger."),
        _("Du kan når som helst trekke samtykket, muntlig eller skriftlig, for alle eller for én enhet."),
        _("Du trenger ikke å si hvorfor."),
        _("Du kan lese stafettloggen, se hvem som får lese hva, og se hvem som har lest."),
    ]


def _what_it_is(about: About) -> list[str]:
    name = {"name": about.first_name}
    if about.is_of_pregnancy:
        return [
            _("Stafettloggen er en felles logg for dem som hjelper deg mens du venter barn."),
            _("De som er med, ser at du venter barn."),
            _("Når barnet er født, får barnet sin egen logg, hvis foreldrene sier ja."),
            _("Du bestemmer hva som blir med dit."),
        ]
    if about.is_of_age:
        return [
            _("Stafettloggen er en felles logg for dem som hjelper deg."),
            _("Der skriver de hva de ser, hva dere er blitt enige om, og hvordan det går."),
            _("Én av dem er stafettholder. Det er den du snakker med."),
        ]
    return [
        _("Stafettloggen er en felles logg for dem som hjelper %(name)s.") % name,
        _("Der skriver de hva de ser, hva dere er blitt enige om, og hvordan det går."),
        _("Én av dem er stafettholder. Det er den dere snakker med."),
    ]


def who_reads(consent: Consent) -> list[str]:
    """A sentence for each unit that is asked about."""
    said = _("%(unit)s får lese om %(kinds)s.")
    return [
        said % {"unit": share.unit.name, "kinds": _kinds(share)}
        for share in consent.shares.select_related("unit").order_by("unit__name")
    ]


def _kinds(share: Share) -> str:
    return in_a_row(str(kind.label) for kind in KindOfInformation if kind in share.kinds)
