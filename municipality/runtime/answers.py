"""`python -m municipality.runtime.answers web | worker | beat`: exit code 0 when that process does its work.

Asked by the demo, which says Ready only then, and by the health checks of docker-compose.yml inside each container.
Needs no Django settings, so that asking is cheap and a health check needs no secret but the address of the queue.
"""

import sys
from http.client import HTTPConnection, HTTPException

from celery import Celery
from celery.utils.nodenames import default_nodename
from kombu.exceptions import OperationalError

from municipality.environment import Environment, SettingsRefused

NODES = {"worker": "celery", "beat": "celerybeat"}  # the names that Celery gives the processes of one machine


def web_answers(port: int, host: str = "127.0.0.1") -> bool:
    """Whether the web of this machine answers and reaches its database. `host` is one of its ALLOWED_HOSTS."""
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": host})
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def node_answers(part: str, url: str) -> bool:
    """Whether this machine's worker or beat answers a ping on the queue.

    The worker answers while a task runs. Beat falls silent when its clock stands still
    (CELERY_BEAT_REMOTE_CONTROL_MAX_TICK_AGE).
    """
    with Celery(broker=url, set_as_current=False) as app:
        node = default_nodename(None, NODES[part])
        try:
            return bool(app.control.ping(destination=[node], timeout=2.0, limit=1))
        except OperationalError:
            return False


def answers(part: str) -> bool:
    """The same, with address and port from the environment that the part itself was started with."""
    environment = Environment()
    if part == "web":
        host = environment.words("ALLOWED_HOSTS", ("127.0.0.1",))[0]
        return web_answers(environment.number("PORT", default=8000, least=1), host.removeprefix("."))
    return node_answers(part, environment.secret("REDIS_URL"))


def main() -> None:
    match sys.argv[1:]:
        case [("web" | "worker" | "beat") as part]:
            try:
                sys.exit(0 if answers(part) else f"{part} does not answer")
            except SettingsRefused as refusal:
                sys.exit(str(refusal))
        case _:
            sys.exit(str(__doc__))


if __name__ == "__main__":
    main()
