"""How fast a KOSTRA file is checked: `python -m bench kostra [LINES ...]`, which is `make bench N=kostra`.

Every person in it is made up. The file is in its own folder while it is read, and is gone afterwards. Time and
memory are those of the command as people run it, in a process of its own.
"""

import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from bench.report import table
from municipality.people.identity_number import FIRST_WEIGHTS, SECOND_WEIGHTS
from reporting.kostra.layout import Layout, layout

ROOT: Final = Path(__file__).parent.parent
SIZES: Final = (1_000, 10_000, 100_000, 1_000_000)
YEAR, REGION = 2026, "330100"
FIRST_DAY, DAYS = date(1960, 1, 1), 40 * 365
VARIANTS: Final = 500
MONTHS_11F: Final = ("JAN", "FEB", "MARS", "APRIL", "MAI", "JUNI", "JULI", "AUG", "SEPT", "OKT", "NOV", "DES")


def numbers() -> Iterator[str]:
    """Synthetic identity numbers (month + 80), all different, of people born before 2000."""
    for individual in range(3, 500):  # 001 and 002 can end as the numbers of those who have none
        for day in range(DAYS):
            born = FIRST_DAY + timedelta(days=day)
            digits = f"{born:%d}{born.month + 80}{born:%y}{individual:03}"
            first = -sum(w * int(d) for w, d in zip(FIRST_WEIGHTS, digits, strict=False)) % 11
            second = -sum(w * int(d) for w, d in zip(SECOND_WEIGHTS, f"{digits}{first}", strict=False)) % 11
            if first < 10 and second < 10:
                yield f"{digits}{first}{second}"


def line(form: Layout, values: Mapping[str, object]) -> str:
    """A row with these fields: numbers to the right, the rest to the left."""
    parts = []
    for name, field in form.fields.items():
        value = str(values.get(name, ""))
        parts.append(value.rjust(field.length) if field.type == "number" else value.ljust(field.length))
    return "".join(parts)


def person_11f(chance: random.Random) -> dict[str, object]:
    """What a recipient's row says beside who it is; nothing in it is wrong."""
    months = sorted(chance.sample(range(1, 13), chance.randint(1, 12)))
    paid = {month: chance.randrange(1_000, 15_000, 50) for month in months}
    lent = {month: chance.choice((0, 0, 0, 2_500)) for month in months}
    children = chance.choice((0, 0, 0, 1, 2, 3))
    conditions = chance.random() < 0.3
    return {
        "KOMMUNE_NR": REGION[:4], "VERSION": YEAR % 100, "KJONN": chance.choice("12"),
        "EKTSTAT": chance.choice("12345"), "BU18": "1" if children else "2", "ANTBU18": children or "",
        "VKLO": "5", "TRYGDESIT": chance.choice(("01", "02", "10", "12")),
        "ARBSIT": chance.choice(("02", "03", "04", "05", "06", "07")),
        **{f"STMND_{month}": f"{month:02}" for month in months},
        "BIDRAG": sum(paid.values()), "LAAN": sum(lent.values()),
        **{f"BIDRAG_{MONTHS_11F[month - 1]}": amount for month, amount in paid.items()},
        **{f"LAAN_{MONTHS_11F[month - 1]}": amount for month, amount in lent.items() if amount},
        "GITT_OKONOMIRAD": chance.choice("12"), "FAAT_INDIVIDUELL_PLAN": "2",
        "SAKSBEHANDLER": f"SB{chance.randrange(40):02}", "BOSIT": chance.choice("12345"),
        "VILKARSOSLOV": "1" if conditions else "2", "VILKARSAMEKT": "2",
        **({"UTBETDATO": "01022026", "UTBETTOMDATO": "30062026", "VILKARSAMT": "08"} if conditions else {}),
    }  # fmt: skip


def person_11cf(chance: random.Random) -> dict[str, object]:
    """What a participant's row says beside who it is; nothing in it is wrong."""
    months = sorted(chance.sample(range(1, 13), chance.randint(1, 12)))
    status = chance.choice("1113")
    ended = {"AVSL_DATO": "30062026", "AVSL_ORDINAERTARB": "01", "AVSL_VIKTIGSTE_INNTEKT": "01"}
    return {
        "KOMMUNE_NR": REGION[:4], "VERSION": YEAR % 100, "KJONN": chance.choice("12"),
        "EKTSTAT": chance.choice("12345"), "BU18": "2", "REG_DATO": "10012026", "VEDTAK_DATO": "20012026",
        "BEGYNT_DATO": "01022026", "KVP_KOMM": "2", "YTELSE_SOSHJELP": "1", "YTELSE_TYPE_SOSHJ": "2",
        "KVP_MED_ASTONAD": "2", **{f"STMND_{month}": f"{month:02}" for month in months},
        "KVP_STONAD": 18_000 * len(months), "STATUS": status, **(ended if status == "3" else {}),
        "SAKSBEHANDLER": f"SB{chance.randrange(40):02}",
    }  # fmt: skip


def write(path: Path, form: Layout, count: int) -> None:
    """A file in which nothing is wrong, with so many persons; the same for the same form and count."""
    chance = random.Random(count)  # noqa: S311 - rows that are made up
    person = person_11f if form.form == "11F" else person_11cf
    variants = [line(form, person(chance)) for _variant in range(VARIANTS)]
    born, identity = form.fields["FODSELSDATO"].cut, form.fields["PERSON_FODSELSNR"].cut
    with path.open("w", encoding="iso-8859-1", newline="") as file:
        for place, number in zip(range(count), numbers(), strict=False):
            row = variants[place % VARIANTS]
            day = f"{number[:2]}{int(number[2:4]) - 80:02}19{number[4:6]}"
            row = f"{row[: born.start]}{day}J{place:07}{number}{row[identity.stop :]}"
            file.write(row + "\n")


def checked(path: Path, form: Layout) -> tuple[float, float]:
    """Seconds and MiB at the most that the command takes for a file. Raises CalledProcessError."""
    command = [
        sys.executable, str(ROOT / "manage.py"), "kostra", "check", str(path), "--form", form.form,
        "--year", str(form.year), "--region", REGION, "--format", "json",
    ]  # fmt: skip
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=ROOT, env={"PATH": os.defpath})
    _pid, status, usage = os.wait4(process.pid, 0)
    took = time.perf_counter() - begun
    if status:
        raise subprocess.CalledProcessError(status, command)
    return took, usage.ru_maxrss / 1024


def measured(forms: tuple[str, ...], sizes: tuple[int, ...]) -> Iterator[list[str]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.dat"
        for name in forms:
            form = layout(name, YEAR)
            for count in sizes:
                write(path, form, count)
                seconds, most = checked(path, form)
                yield [name, str(count), f"{seconds:.2f}", f"{count / seconds:.0f}", f"{most:.0f}"]


def main(words: list[str]) -> int:
    """Measure and tell; the exit code."""
    if not all(word.isascii() and word.isdigit() and int(word) for word in words):
        print("Say how many lines: python -m bench kostra 1000 100000", file=sys.stderr)
        return 1
    sizes = tuple(map(int, words)) or SIZES
    load = os.getloadavg()[0]
    rows = list(measured(("11F", "11CF"), sizes))
    print(
        f"{os.cpu_count()} processors (load {load:.1f} at the start), Python {platform.python_version()}.\n"
    )
    print(table(["form", "lines", "seconds", "lines a second", "MiB"], rows))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
