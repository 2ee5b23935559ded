"""The demo's figures: published once the families and the teams are in place, as the first night would."""

from demo.laying import REASON
from municipality.access.identity import as_system
from municipality.clock import database_today
from reporting.figures.services import figures_publish_everywhere


def lay_figures() -> None:
    with as_system(REASON):
        figures_publish_everywhere(database_today())
