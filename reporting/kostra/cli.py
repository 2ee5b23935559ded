"""`manage.py kostra check FILE --form 11F --year 2026 --region 330100`, without database, settings or secrets."""

import argparse
import os
import re
import stat
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Final, NoReturn

from django.utils.translation import gettext_lazy as _

from reporting.kostra.checking import Check
from reporting.kostra.editions import FORMS, Edition, UnknownEdition, edition
from reporting.kostra.output import OUTPUTS
from reporting.kostra.progress import TerminalProgress
from reporting.kostra.row import REGION, WRONG_REGION, Delivery

MAY_BE_SENT, MAY_NOT_BE_SENT, NOT_CHECKED, INTERRUPTED = 0, 1, 2, 130
READINGS: Final = 2


class NotChecked(Exception):
    """Why the file was not checked, in words for the user."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What comes after `manage.py kostra`."""
    verbs = parser.add_subparsers(dest="verb", metavar="check", required=True)
    check = verbs.add_parser("check", help=str(_("Kontrollerer en fil før den sendes til SSB.")))
    check.add_argument("file", metavar="FILE", help=str(_("filen fra fagsystemet")))
    check.add_argument("--form", required=True, metavar="|".join(FORMS), help=str(_("skjemaet")))
    check.add_argument("--year", required=True, help=str(_("rapporteringsåret, for eksempel 2026")))
    check.add_argument(
        "--region",
        required=True,
        help=str(_("kommunenummer og bydel, for eksempel 330100; bydelen er 00 utenfor Oslo")),
    )
    check.add_argument(
        "--no-recipients", action="store_true", help=str(_("kommunen har oppgitt at den ikke har mottakere"))
    )
    check.add_argument(
        "--format", choices=tuple(OUTPUTS), default="text", help=str(_("hvordan svaret skrives"))
    )


class Parser(argparse.ArgumentParser):
    """Answers a command that is written wrong with the exit code of a file that was not checked."""

    def error(self, message: str) -> NoReturn:
        """`message` is argparse's own, in English; the usage above ours says as much."""
        self.print_usage(sys.stderr)
        self.exit(
            NOT_CHECKED,
            str(
                _("Kommandoen er ikke skrevet riktig. Over står hvordan den skal være; mer står i --help.\n")
            ),
        )


def main(words: Sequence[str]) -> int:
    """Run without Django's setup: no settings are read, and the words are in bokmål. The exit code."""
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=False)
    parser = Parser(prog="manage.py kostra", description=str(_("Leser KOSTRA-filene 11F og 11CF.")))
    add_arguments(parser)
    return run(parser.parse_args(words))


def run(options: argparse.Namespace) -> int:
    """Check the file and say what was found; the exit code."""
    try:
        return _check(options)
    except NotChecked as why:
        print(why, file=sys.stderr)  # noqa: T201 - speaks to a terminal
        return NOT_CHECKED
    except BrokenPipeError:
        # The reader of the answer has read enough; Python would complain again when it closes the pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOT_CHECKED
    except KeyboardInterrupt:
        return INTERRUPTED


def _check(options: argparse.Namespace) -> int:
    known = _edition(options.form, options.year)
    if not re.fullmatch(REGION, options.region):
        raise NotChecked(WRONG_REGION)
    delivery = Delivery(known.layout, options.region, has_recipients=not options.no_recipients)
    path = Path(options.file)
    try:
        size = _size(path)
        with path.open("rb"):
            pass  # what cannot be read is said before the answer begins
        progress = _progress(size, known.layout.width)
        check = Check(delivery, known, lambda: path.open("rb"), progress)
        _tell(check, delivery, options.format, progress)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise NotChecked(_why(error, path)) from None
    return MAY_NOT_BE_SENT if check.severity.blocks else MAY_BE_SENT


def _edition(form: str, year: str) -> Edition:
    try:
        if not (year.isascii() and year.isdigit()):
            raise UnknownEdition(form, year)
        return edition(form, int(year))
    except UnknownEdition as unknown:
        raise NotChecked(str(unknown)) from None


def _size(path: Path) -> int:
    found = path.stat()
    if stat.S_ISDIR(found.st_mode):
        raise NotChecked(str(_("%(path)s er en mappe. Oppgi en fil.")) % {"path": path})
    if not stat.S_ISREG(found.st_mode):
        raise NotChecked(str(_("%(path)s er ikke en vanlig fil. Filen leses to ganger.")) % {"path": path})
    return found.st_size


def _progress(size: int, width: int) -> TerminalProgress | None:
    return TerminalProgress(sys.stderr, READINGS * size // width) if sys.stderr.isatty() else None


def _tell(check: Check, delivery: Delivery, form: str, progress: TerminalProgress | None) -> None:
    stream: IO[str] = sys.stdout
    output = OUTPUTS[form](stream)
    if isinstance(stream, TextIOWrapper):
        # JSON is UTF-8 by definition; a sentence for people may lose a letter, but not end the command.
        stream.reconfigure(encoding="utf-8" if form == "json" else None, errors="replace")
    output.begin(delivery)
    for finding in check.findings():
        if progress:
            progress.hide()
        output.tell(finding)
    if progress:
        progress.hide()
    output.end(check)
    stream.flush()


def _why(error: OSError, path: Path) -> str:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return str(_("Vi finner ikke filen %(path)s.")) % {"path": path}
    if isinstance(error, PermissionError):
        return str(_("Du har ikke lov til å lese filen %(path)s.")) % {"path": path}
    return str(_("Filen %(path)s kan ikke leses: %(why)s.")) % {"path": path, "why": error.strerror}
