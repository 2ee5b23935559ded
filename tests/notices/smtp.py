"""A mail server on loopback that answers each address as the test says."""

import socketserver
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from email.policy import default

LOST = "lost"  # takes the message, and goes before it says so


class _Session(socketserver.StreamRequestHandler):
    server: "MailServer"

    def handle(self) -> None:
        self._say("220 test")
        recipient = ""
        while line := self.rfile.readline().strip():
            word = line.split(b":")[0].upper()
            if word == b"RCPT TO":
                recipient = line.split(b"<")[1].split(b">")[0].decode()
                answer = self.server.answers.get(recipient, "250 ok")
                self._say("250 ok" if answer == LOST else answer)
            elif word == b"DATA":
                self._say("354 go on")
                self.server.messages.append((recipient, self._message()))
                if self.server.answers.get(recipient) == LOST:
                    return
                self._say("250 ok")
            else:
                self._say("221 bye" if word == b"QUIT" else "250 ok")

    def _message(self) -> Message:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line)
        return message_from_bytes(b"".join(lines), policy=default)

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class MailServer(socketserver.ThreadingTCPServer):
    """What was taken, as (recipient, message), and the answers to recipients that are not simply taken."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, answers: Mapping[str, str]) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.answers, self.messages = dict(answers), list[tuple[str, Message]]()

    @property
    def port(self) -> int:
        return int(self.server_address[1])


@contextmanager
def mail_server(**answers: str) -> Iterator[MailServer]:
    """One that runs until the block is left; `nurse="550 no"` answers nurse@example.org."""
    with MailServer({f"{name}@example.org": answer for name, answer in answers.items()}) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
