"""Files are shown to a virus scanner where the installation has one: against a small one that speaks its protocol."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cases.documents.judging import judged
from cases.documents.unacceptable import Unacceptable
from municipality.environment_variables import Environment, SettingsRefused
from tests.documents.files import pdf, picture

EVIL = b"this is evil"


class Clamd(socketserver.StreamRequestHandler):
    """Takes a file in pieces and answers as clamd does; `said`, where it is set, whatever comes."""

    said = b""
    seen: list[bytes] = []

    def handle(self) -> None:
        command = self.rfile.read(10)
        content = b""
        while size := struct.unpack("!I", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
        type(self).seen.append(content)
        found = b"stream: Eicar-Test-Signature FOUND" if EVIL in content else b"stream: OK"
        assert command == b"zINSTREAM\0"
        self.wfile.write((self.said or found) + b"\0")


@pytest.fixture(params=["unix", "tcp"])
def clamd(request: pytest.FixtureRequest, tmp_path: Path, settings: Any) -> Iterator[type[Clamd]]:
    class Here(Clamd):
        seen: list[bytes] = []

    if request.param == "unix":
        settings.CLAMD = str(tmp_path / "clamd.ctl")
        server: socketserver.BaseServer = socketserver.ThreadingUnixStreamServer(settings.CLAMD, Here)
    else:
        server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Here)
        settings.CLAMD = f"127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, args=[0.05], daemon=True).start()
    yield Here
    server.shutdown()
    server.server_close()


def test_without_a_scanner_a_file_is_kept_and_is_not_scanned(settings: Any) -> None:
    settings.CLAMD = ""
    assert not judged(pdf()).is_scanned


def test_the_scanner_sees_all_of_the_file_as_it_came_in(clamd: type[Clamd]) -> None:
    large = picture("PNG", (500, 500)) + bytes(range(256)) * 1000
    assert judged(large).is_scanned
    assert clamd.seen == [large]


def test_a_file_in_which_something_is_found_is_refused(clamd: type[Clamd]) -> None:
    with pytest.raises(Unacceptable, match="fant noe"):
        judged(picture("PNG") + EVIL)


@pytest.mark.parametrize(
    "said", [b"INSTREAM size limit exceeded. ERROR", b"stream: OK, or so", b"UNKNOWN COMMAND", b" "]
)
def test_a_scanner_that_does_not_say_it_is_well_lets_nothing_through(clamd: type[Clamd], said: bytes) -> None:
    clamd.said = said
    with pytest.raises(Unacceptable, match="akkurat nå"):
        judged(pdf())


def test_a_scanner_that_is_away_lets_nothing_through(settings: Any, tmp_path: Path) -> None:
    settings.CLAMD = str(tmp_path / "nobody")
    with pytest.raises(Unacceptable, match="Prøv igjen"):
        judged(pdf())


@pytest.mark.parametrize("said", ["", "/run/clamav/clamd.ctl", "clamd:3310"])
def test_the_setting_names_a_socket_or_a_host_and_port(said: str) -> None:
    assert Environment({"CLAMD": said}).address("CLAMD") == said


@pytest.mark.parametrize("said", ["clamd", ":3310", "clamd:port", "run/clamd"])
def test_any_other_setting_is_refused_at_the_start(said: str) -> None:
    with pytest.raises(SettingsRefused, match="CLAMD is"):
        Environment({"CLAMD": said}).address("CLAMD")
