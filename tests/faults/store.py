"""A door before the real Valkey: shut, nobody reaches it; behind it, somebody may empty it."""

import contextlib
import select
import socket
import threading
from urllib.parse import urlsplit

import redis


class Door:
    """Passes bytes between `url` and the server behind it while it is open; the address stays the same."""

    def __init__(self, url: str, prefix: str) -> None:
        self.behind, self.prefix = url, prefix
        server = urlsplit(url)
        self._server = (server.hostname or "", server.port or 0)
        self._threads: list[threading.Thread] = []
        self._listener: socket.socket | None = None
        self._port = 0
        self.open()
        self.url = url.replace(f":{server.port}/", f":{self._port}/")

    def open(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", self._port))
        self._port = self._listener.getsockname()[1]
        self._shut = threading.Event()
        self._start(self._listen, self._listener, self._shut)

    def shut(self) -> None:
        """Whoever is inside is thrown out, and whoever comes is refused."""
        if self._listener is None:
            return
        self._shut.set()
        self._listener.close()
        self._listener = None
        for thread in self._threads:
            thread.join()
        self._threads.clear()

    def empty(self) -> None:
        """As after a restart of the server: everything of this test is gone."""
        with redis.Redis.from_url(self.behind) as client:
            for key in client.scan_iter(match=f"{self.prefix}*"):
                client.delete(key)

    def _start(self, work: object, *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _listen(self, listener: socket.socket, shut: threading.Event) -> None:
        while not shut.is_set():
            with contextlib.suppress(OSError):
                if select.select([listener], [], [], 0.05)[0]:
                    self._start(self._pass, listener.accept()[0], shut)

    def _pass(self, near: socket.socket, shut: threading.Event) -> None:
        with near, socket.create_connection(self._server) as far:
            while not shut.is_set():
                for one in select.select([near, far], [], [], 0.05)[0]:
                    data = one.recv(65536)
                    if not data:
                        return
                    (far if one is near else near).sendall(data)
