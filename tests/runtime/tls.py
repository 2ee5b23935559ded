"""A proxy that ends TLS before the web, as docs/operations.md asks for one, on this machine."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Final

PATIENCE: Final = 300
# Of one connection alone; the length is that of what we have read whole.
OF_A_CONNECTION: Final = {"connection", "keep-alive", "transfer-encoding", "content-length"}


class Proxy(ThreadingHTTPServer):
    """`web` is the port that it leads to; 0 until there is one."""

    daemon_threads = True
    web = 0


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Proxy

    def pass_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        came_by = [*self.headers.get_all("X-Forwarded-For", []), self.client_address[0]]
        headers = {
            **{name: value for name, value in self.headers.items() if name.lower() not in OF_A_CONNECTION},
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": ", ".join(came_by),
        }
        web = HTTPConnection("127.0.0.1", self.server.web, timeout=PATIENCE)
        web.request(self.command, self.path, body or None, headers)
        answer = web.getresponse()
        content = answer.read()
        self.send_response_only(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in OF_A_CONNECTION:
                self.send_header(name, value)
        if answer.status not in (204, 304):
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        web.close()

    do_GET = do_HEAD = do_POST = do_PATCH = pass_on  # noqa: N815 - the names are the base class's

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def tls_proxy(key: Path, certificate: Path, port: int) -> Iterator[Proxy]:
    proxy = Proxy(("127.0.0.1", port), _Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    # In the thread of the connection: a browser opens some of which it makes no use.
    proxy.socket = context.wrap_socket(proxy.socket, server_side=True, do_handshake_on_connect=False)
    thread = Thread(target=proxy.serve_forever, daemon=True)
    thread.start()
    try:
        yield proxy
    finally:
        proxy.shutdown()
        proxy.server_close()
