"""With which outside bodies the municipality has an agreement, so that their people can be let in."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from municipality.administration.forms_agreements import AgreementForm
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.audit.gates import administrator_or_403
from municipality.organisation.agreements import agreement_end, agreement_enter
from municipality.organisation.models import Agreement
from municipality.ui.forms import Form
from municipality.writing.confirm import ConfirmPage
from municipality.writing.page import Saved, WritingPage


class Agreements(WritingPage):
    """The agreements, and one more."""

    template = "administration/agreements.html"
    form_class = AgreementForm
    is_read_first = True
    keeps_draft = False
    act = Act.AGREEMENT_CHANGE

    def gate(self) -> None:
        administrator_or_403(self.request, self.act)

    def save(self, form: AgreementForm) -> Saved:
        said = form.cleaned_data
        key = agreement_enter(
            organisation=said["organisation"],
            name=said["name"],
            agreed_on=said["agreed_on"],
            ends_on=said["ends_on"],
        )
        access_log.record(self.act, objects=[Agreement(pk=key)])
        return Saved(reverse("administration:agreements"), _("Avtalen med %(name)s er lagret.") % said)

    def context(self, form: AgreementForm) -> dict[str, Any]:
        today = timezone.localdate()
        return {
            "agreements": [
                (one, one.ended_at is None and (one.ends_on is None or one.ends_on >= today))
                for one in Agreement.objects.all()
            ]
        }


class End(ConfirmPage):
    """The people of the body cannot sign in any more."""

    act = Act.AGREEMENT_CHANGE

    def gate(self, agreement_id: int) -> None:
        self.back = reverse("administration:agreements")
        administrator_or_403(self.request, self.act)
        found = Agreement.objects.filter(pk=agreement_id).first()
        if found is None:
            raise Http404
        self.agreement = found

    def save(self, form: Form) -> Saved:
        agreement_end(self.agreement)
        access_log.record(self.act, objects=[self.agreement])
        return Saved(self.back, _("Avtalen med %(name)s er avsluttet.") % {"name": self.agreement.name})

    def context(self, form: Form) -> dict[str, Any]:
        return {
            "title": _("Avslutte avtalen med %(name)s?") % {"name": self.agreement.name},
            "text": _(
                "De som arbeider der, logges ut og kan ikke logge inn lenger. Det som er skrevet, blir stående."
            ),
            "confirm_label": _("Avslutt avtalen"),
            "cancel_label": _("Behold"),
        }
