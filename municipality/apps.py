"""The ground as one Django app; its rooms are subpackages."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class MunicipalityConfig(AppConfig):
    name = "municipality"
    verbose_name = _("Kommune")
    default = True

    def ready(self) -> None:
        # Celery's shared_task binds to the app that exists when it is first called; the checks register themselves.
        from municipality import celery  # noqa: F401
        from municipality.access.floor import lay_after_migrate
        from municipality.accounts.begin import those_who_decide, those_who_step_in, those_who_work
        from municipality.administration import begin, steps
        from municipality.administration.merge import before_rows_move, stays_with_the_number
        from municipality.localaccounts.views_signin import register_way
        from municipality.navigation import register_navigation
        from municipality.openid.buttons import register as register_providers
        from municipality.people.depending import register_people
        from municipality.runtime import checks  # noqa: F401
        from municipality.scim.merging import directories_end
        from municipality.scim.models import ScimToken
        from municipality.sealed_columns import register_sealed_columns
        from municipality.secrecy.models import Declaration, SecrecyText

        register_navigation()
        register_people()
        register_sealed_columns()
        register_providers()
        before_rows_move(directories_end)
        stays_with_the_number(ScimToken)
        # What was read or signed was the other municipality's words: those of the larger one are read anew.
        stays_with_the_number(Declaration)
        stays_with_the_number(SecrecyText)
        begin.register(10, steps.organisation)
        begin.register(20, steps.settings)
        begin.register(30, steps.ways_in)
        begin.register(40, those_who_decide)
        begin.register(50, those_who_work)
        begin.register(60, those_who_step_in)
        begin.register(70, steps.agreements)
        register_way()
        post_migrate.connect(lay_after_migrate, dispatch_uid="access_floor")
