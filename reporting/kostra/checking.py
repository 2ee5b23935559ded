"""Checking a file from beginning to end, twice: what only the whole file can tell, then row by row.

The first reading finds lines that cannot be read (001) and repeated entries (05A, 05B); the second finds the rest. So
findings come in the order of the file, one at a time, and a file of any length takes little memory.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import IO

from reporting.kostra.editions import Edition
from reporting.kostra.reading import Line, read_lines
from reporting.kostra.repeated import RepeatedKeys
from reporting.kostra.row import Delivery, Row, row_class
from reporting.kostra.rule import (
    FieldsRule,
    Finding,
    RowRule,
    Severity,
    TwiceRule,
    finding,
    order,
)
from reporting.kostra.rules import whole_file
from reporting.kostra.summary import Summary, Table
from reporting.kostra.words import lines as lines_in_words

# Opens the file again from its beginning. It is opened twice.
Source = Callable[[], AbstractContextManager[IO[bytes]]]
# Is told, line by line, that one more has been read; the first reading counts as well.
Progress = Callable[[], None]
BEGINNING = 2


class Check:
    """One check of one file. Go through `findings()` to its end; then the rest is known.

    `severity` is that of the worst finding, `lines` how many rows there are, `passed_over` how many empty lines are
    among them, which the lines' numbers do not count, `found` how many findings by rule, `summary` the tables, None
    when something blocks or there are no recipients.
    """

    def __init__(
        self, delivery: Delivery, edition: Edition, source: Source, progress: Progress | None = None
    ) -> None:
        self.severity = Severity.OK
        self.lines = 0
        self.passed_over = 0
        self.found: Counter[tuple[str, Severity]] = Counter()
        self.summary: dict[str, Table] | None = None
        self._delivery = delivery
        self._plan = edition.summary
        self._source = source
        self._progress = progress
        self._row = row_class(edition.layout)
        self._width = edition.layout.width
        rules = edition.rules.all
        self._of_rows = [rule for rule in rules if isinstance(rule, RowRule)]
        self._of_fields = [rule for rule in rules if isinstance(rule, FieldsRule)]
        self._twice = {rule: RepeatedKeys() for rule in rules if isinstance(rule, TwiceRule)}

    def findings(self) -> Iterator[Finding]:
        """Every finding: by line, then by rule. Raises OSError when the file cannot be read."""
        for found in self._findings():
            self.severity = max(self.severity, found.severity)
            self.found[found.rule, found.severity] += 1
            yield found

    def _findings(self) -> Iterator[Finding]:
        readable = self._survey()
        with self._source() as stream:
            beginning = stream.read(BEGINNING)
        broken_promise = whole_file.not_as_promised(self._delivery, beginning, has_lines=self.lines > 0)
        if len(beginning) < BEGINNING:
            self.lines = 0  # a lone blank is no line
        if broken_promise:
            yield broken_promise
        elif not self._delivery.has_recipients:
            return
        elif readable:
            yield from self._of_each_row()
        else:
            yield from self._unreadable()

    def _survey(self) -> bool:
        """The first reading; whether every line can be read."""
        readable = True
        for line in self._each_line():
            self.lines += 1
            self.passed_over = line.passed_over
            readable = readable and whole_file.is_readable(line, self._width)
            if readable:
                row = self._row(line.text, line.number, self._delivery)
                for rule, twice in self._twice.items():
                    key = rule.key(row)
                    if key is not None:
                        twice.add(key, line.number)
        for twice in self._twice.values():
            twice.settle()
        self._twice = {rule: twice for rule, twice in self._twice.items() if not twice.is_empty}
        return readable

    def _unreadable(self) -> Iterator[Finding]:
        for line in self._each_line():
            found = whole_file.unreadable(line, self._width)
            if found:
                yield found

    def _of_each_row(self) -> Iterator[Finding]:
        summary = Summary(self._plan)
        for line in self._each_line():
            row = self._row(line.text, line.number, self._delivery)
            yield from self._of_row(row)
            if not self.severity.blocks:  # `findings` has counted what was yielded
                summary.count(row)
        if not self.severity.blocks:
            self.summary = summary.tables()

    def _of_row(self, row: Row) -> list[Finding]:
        found = [
            finding(rule.number, rule.severity, rule.words, row, about=rule.field, limit=rule.limit)
            for rule in self._of_rows
            if rule.broken(row)
        ]
        for of_fields in self._of_fields:
            if not of_fields.quick(row):
                found += [
                    finding(
                        of_fields.number, of_fields.severity, fault.words, row,
                        about=fault.name, added=fault.values,
                    )
                    for fault in of_fields.faults(row)
                ]  # fmt: skip
        for of_twice, twice in self._twice.items():
            key = of_twice.key(row)
            others = None if key is None else twice.others(key, row.number)
            if others:
                added = {"others": lines_in_words(*others)}
                found.append(finding(of_twice.number, of_twice.severity, of_twice.words, row, added=added))
        return sorted(found, key=lambda one: order(one.rule)) if len(found) > 1 else found

    def _each_line(self) -> Iterator[Line]:
        with self._source() as stream:
            for line in read_lines(stream, self._width):
                yield line
                if self._progress:
                    self._progress()
