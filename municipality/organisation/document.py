"""Reads a YAML file into plain values that remember their line, so that every mistake can be pointed at.

Nothing is constructed: only text, numbers, true/false, lists and mappings come out. Anchors, aliases and
merge keys (`<<`) are followed within limits, so that a small file cannot grow into a large one.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from django.utils.translation import gettext as _

MAX_BYTES = 1_000_000
MAX_VALUES = 20_000
MAX_DEPTH = 8

_TAG = "tag:yaml.org,2002:"
# What YAML can say by an escape (backslash 0, backslash uD800) and Postgres cannot keep: null, half a character.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_SCALARS = {f"{_TAG}{tag}": tag for tag in ("str", "int", "bool", "null", "float", "timestamp")}


@dataclass(frozen=True, order=True)
class Problem:
    """What is wrong on a line of the file (0 when it is about the file as a whole)."""

    line: int
    text: str


class OrganisationFileError(Exception):
    """The file has mistakes, and nothing of it has been used. `problems` has all of them, line by line."""

    def __init__(self, path: Path, problems: list[Problem]) -> None:
        self.path = path
        self.problems = sorted(set(problems))
        super().__init__("\n".join(self.lines()))

    def lines(self) -> list[str]:
        """One `FILE:LINE: what is wrong` for each mistake, without a line when it is about the whole file."""
        return [
            f"{self.path}:{problem.line}: {problem.text}" if problem.line else f"{self.path}: {problem.text}"
            for problem in self.problems
        ]


@dataclass(frozen=True)
class Scalar:
    """A single value as it is written; `tag` is str, int, bool, null, float or timestamp."""

    line: int
    tag: str
    text: str


@dataclass(frozen=True)
class Sequence:
    line: int
    items: list["Value"]


@dataclass(frozen=True)
class Mapping:
    """`entries` gives each key its value, `key_lines` the line where the key is written."""

    line: int
    entries: dict[str, "Value"] = field(default_factory=dict)
    key_lines: dict[str, int] = field(default_factory=dict)


Value = Scalar | Sequence | Mapping


class _TooMuchError(Exception):
    """The document is larger or deeper than an organisation can be."""


def read_document(path: Path) -> tuple[Value, list[Problem]]:
    """The file's one document, and the keys that are written twice.

    Raises OrganisationFileError when there is nothing to check: no such file, a directory, not UTF-8, empty,
    not YAML, too large.
    """
    text = _read_text(path)
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        if node is None:
            raise OrganisationFileError(path, [Problem(0, _("Filen er tom."))])
        reading = _Reading()
        return reading.value(node, 0, ""), reading.problems
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise OrganisationFileError(path, [Problem(mark.line + 1 if mark else 0, _explain(error))]) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise OrganisationFileError(
            path, [Problem(line, _("Filen har et tegn som ikke kan stå i YAML."))]
        ) from error
    except (_TooMuchError, RecursionError) as error:
        raise OrganisationFileError(
            path, [Problem(0, _("Filen har for mange verdier, eller aliaser som viser til seg selv."))]
        ) from error


def _read_text(path: Path) -> str:
    try:
        if path.is_dir():
            raise OrganisationFileError(path, [Problem(0, _("Dette er en mappe, ikke en fil."))])
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise OrganisationFileError(path, [Problem(0, _("Filen finnes ikke."))]) from error
    except (OSError, ValueError) as error:
        raise OrganisationFileError(path, [Problem(0, _("Filen kan ikke leses."))]) from error
    if len(content) > MAX_BYTES:
        raise OrganisationFileError(path, [Problem(0, _("Filen er for stor. Grensen er 1 MB."))])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise OrganisationFileError(path, [Problem(line, _("Filen er ikke lagret som UTF-8."))]) from error


def _explain(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or ""
    if "\\t" in problem:
        return _("Linjen har et tabulatortegn. Bruk mellomrom til innrykk.")
    if "mapping values are not allowed" in problem:
        return _("Det står et kolon der det ikke kan stå. Sett hele teksten i anførselstegn.")
    if "undefined alias" in problem:
        return _("Aliaset viser til noe som ikke er definert lenger oppe i filen.")
    if "but found another document" in problem:
        return _("Filen har flere dokumenter («---»). Den skal ha ett.")
    if "expected ',' or" in problem:
        return _("Listen eller {…} er ikke avsluttet, eller det mangler et komma.")
    if "unexpected end of stream" in problem:
        return _("Et anførselstegn er ikke avsluttet.")
    if "expected <block end>" in problem or "could not find expected ':'" in problem:
        return _("Innrykket stemmer ikke med linjene over, eller det mangler et kolon.")
    return _("Linjen følger ikke reglene for YAML (%(problem)s).") % {"problem": problem}


class _Reading:
    """One walk through the composed nodes. Aliases are walked each time: that is what the limit counts."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._count = 0

    def value(self, node: yaml.Node, depth: int, key: str) -> Value:
        """`key` is the key of the value, named if the value is wrong."""
        self._count += 1
        if self._count > MAX_VALUES or depth > MAX_DEPTH:
            raise _TooMuchError
        line = node.start_mark.line + 1
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, depth)
        if isinstance(node, yaml.SequenceNode):
            return Sequence(line, [self.value(item, depth + 1, key) for item in node.value])
        tag = _SCALARS.get(node.tag)
        if tag is None:
            self.problems.append(
                Problem(line, _("Merket «%(tag)s» kan ikke brukes her.") % {"tag": node.tag})
            )
        if _UNSTORABLE.search(node.value):
            self.problems.append(
                Problem(line, _("«%(key)s» har et tegn som ikke kan lagres.") % {"key": key})
            )
        return Scalar(line, tag or "str", node.value)

    def _mapping(self, node: yaml.MappingNode, depth: int) -> Mapping:
        own = Mapping(node.start_mark.line + 1)
        merged: list[Mapping] = []
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if key_node.tag == f"{_TAG}merge":
                merged += self._merged(value_node, depth)
                continue
            if not isinstance(key_node, yaml.ScalarNode):
                self.problems.append(Problem(line, _("En nøkkel skal være et ord.")))
                continue
            if _UNSTORABLE.search(key_node.value):
                self.problems.append(Problem(line, _("En nøkkel har et tegn som ikke kan lagres.")))
                continue
            value = self.value(value_node, depth + 1, key_node.value)
            if key_node.value in own.entries:
                self.problems.append(
                    Problem(line, _("Nøkkelen «%(key)s» står to ganger.") % {"key": key_node.value})
                )
                continue
            own.entries[key_node.value] = value
            own.key_lines[key_node.value] = line
        for other in merged:
            for key, value in other.entries.items():
                if key not in own.entries:
                    own.entries[key] = value
                    own.key_lines[key] = other.key_lines[key]
        return own

    def _merged(self, node: yaml.Node, depth: int) -> list[Mapping]:
        value = self.value(node, depth + 1, "<<")
        parts = value.items if isinstance(value, Sequence) else [value]
        mappings = [part for part in parts if isinstance(part, Mapping)]
        if len(mappings) != len(parts):
            self.problems.append(
                Problem(value.line, _("«<<» kan bare hente inn noe på formen {nøkkel: verdi}."))
            )
        return mappings
