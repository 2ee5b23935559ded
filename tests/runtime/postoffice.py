"""A mail server that keeps what it is given, for the test to read."""

import email
import email.policy
import re
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Queue
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import Final

PATIENCE: Final = 120


class PostOffice(ThreadingTCPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.letters: Queue[bytes] = Queue()

    @property
    def address(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    def link_for(self, address: str) -> str:
        """The link in the next letter to this address that has one; waits for it, and lays all others aside."""
        while True:
            letter = email.message_from_bytes(self.letters.get(timeout=PATIENCE), policy=email.policy.default)
            body = letter.get_body()
            found = re.search(r"https://\S+", body.get_content() if body else "")
            if found and address in str(letter["To"]):
                return found[0]


class _Handler(StreamRequestHandler):
    """RFC 5321, as much of it as a client that is polite has need of."""

    server: PostOffice

    def handle(self) -> None:
        self._say("220 post")
        while line := self.rfile.readline().strip():
            match line[:4].upper():
                case b"DATA":
                    self._say("354 go on")
                    self.server.letters.put(b"".join(iter(self.rfile.readline, b".\r\n")))
                    self._say("250 kept")
                case b"QUIT":
                    self._say("221 bye")
                    return
                case _:
                    self._say("250 yes")

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def post_office() -> Iterator[PostOffice]:
    with PostOffice() as office:
        Thread(target=office.serve_forever, daemon=True).start()
        try:
            yield office
        finally:
            office.shutdown()
