"""Which services somebody can ask who has nothing here (D12)."""

from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from municipality.access.identity import seal_code
from municipality.access.verbs import rows


class ServiceToAsk(NamedTuple):
    municipality_id: int
    municipality: str
    service_id: int
    service: str


def services_to_ask() -> list[ServiceToAsk]:
    """For somebody who has just shown who they are, and has nothing here."""
    return rows(ServiceToAsk, "services_to_ask", code=seal_code("services to ask"))


def by_municipality(services: Iterable[ServiceToAsk]) -> dict[str, list[ServiceToAsk]]:
    """In the order in which the database has them."""
    return {name: list(found) for name, found in groupby(services, attrgetter("municipality"))}
