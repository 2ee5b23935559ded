"""`python -m municipality.runtime.answers web | worker | beat`: exit code 0 when that process does its work.

Asked by the demo, which says Ready only then, and by the health checks of docker-compose.yml inside each container.
Needs no Django settings, so that asking is cheap and a health check needs no secret but the address of the queue. When
each job last did its work is in the database: the web looks itself, and a worker is asked on the queue, also
about beat, which has no way to the database.
"""

import sys
from http.client import HTTPConnection, HTTPException

from celery import Celery
from celery.exceptions import OperationalError
from celery.utils.nodenames import default_nodename

from municipality.environment_variables import Environment, SettingsRefused

NODES = {"worker": "celery", "beat": "celerybeat"}  # the names that Celery gives the processes of one machine
SECONDS = 4.0  # for each question; docker-compose.yml gives the whole check fifteen


def web_fault(port: int, host: str = "127.0.0.1") -> str:
    """Empty when the web of this machine answers, reaches its database and finds no job late; else what is wrong.

    `host` is one of its ALLOWED_HOSTS.
    """
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": host})
        status = connection.getresponse().status
    except (OSError, HTTPException):
        return "web does not answer"
    finally:
        connection.close()
    return "" if status == 200 else f"web answers with {status}: its log says why"


def node_fault(part: str, url: str) -> str:
    """Empty when this machine's worker or beat answers on the queue and no job is late; else what is wrong.

    The worker answers while a task runs. Beat falls silent when its clock stops
    (beat_remote_control_max_tick_age).
    """
    with Celery(broker=url, set_as_current=False) as app:
        node = default_nodename(None, NODES[part])
        try:
            if part == "beat" and not app.control.ping(destination=[node], timeout=SECONDS, limit=1):
                return "beat does not answer"
            return _late(app, [node] if part == "worker" else None)
        except OperationalError:
            return "the queue does not answer"


def _late(app: Celery, workers: list[str] | None) -> str:
    """What these workers, or whichever is first, say about timed work."""
    replies = app.control.broadcast("late_jobs", destination=workers, reply=True, timeout=SECONDS, limit=1)
    said = next((told for reply in replies or [] for told in reply.values()), None)
    if said is None:
        return "worker does not answer"
    # A worker that could not even look answers with a dict.
    return " ".join(said) if isinstance(said, list) else "worker cannot tell whether timed work is done"


def fault(part: str) -> str:
    """The same, with address and port from the environment that the part itself was started with."""
    environment = Environment()
    if part == "web":
        host = environment.words("ALLOWED_HOSTS", ("127.0.0.1",))[0]
        return web_fault(environment.number("PORT", default=8000, least=1), host.removeprefix("."))
    return node_fault(part, environment.secret("REDIS_URL"))


def main() -> None:
    match sys.argv[1:]:
        case [("web" | "worker" | "beat") as part]:
            try:
                sys.exit(fault(part) or 0)
            except SettingsRefused as refusal:
                sys.exit(str(refusal))
        case _:
            sys.exit(str(__doc__))


if __name__ == "__main__":
    main()
