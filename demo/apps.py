"""The app of the demo. Production does not install it (municipality/settings.py), and its image has not got it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    name = "demo"
    verbose_name = _("Demo")

    def ready(self) -> None:
        from demo.guide import one_click
        from municipality.signin.ways import register

        register("demo", one_click, called=_("Demo"))
