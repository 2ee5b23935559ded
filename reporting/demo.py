"""The demo's figures: published once the families and the teams are in place, as the first night would."""

from typing import TYPE_CHECKING

from municipality.access.identity import as_system
from municipality.clock import database_today
from reporting.figures.services import figures_publish_everywhere

if TYPE_CHECKING:
    from cases.demo.loading import Loader


def lay_figures(loader: "Loader") -> None:
    with as_system("load demo"):
        figures_publish_everywhere(database_today())
