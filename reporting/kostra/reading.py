"""The lines of a file, one at a time and never more of one than a line may hold."""

from collections.abc import Iterator
from typing import IO, Final, NamedTuple

ENCODING: Final = "iso-8859-1"
SPARE: Final = 16  # more than a line's end takes, so that a line that is too long is seen to be so
PIECE: Final = 1 << 20


class Line(NamedTuple):
    """A line without its end. `length` counts all of it, `text` may hold only the beginning of a line too long."""

    number: int
    text: str
    length: int


def read_lines(stream: IO[bytes], width: int) -> Iterator[Line]:
    """Every line that is not empty, with its place in the file; empty ones count, and are passed over.

    A line ends with LF; CR at its ends is taken away. Raises OSError as the stream does.
    """
    most = width + SPARE
    number = 0
    while raw := stream.readline(most):
        number += 1
        if len(raw) == most and not raw.endswith(b"\n"):
            rest = _rest(stream)
            length = most + rest if rest else len(raw.rstrip(b"\r"))
            yield Line(number, raw.decode(ENCODING), length)
            continue
        text = raw.rstrip(b"\n").strip(b"\r").decode(ENCODING)
        if text:
            yield Line(number, text, len(text))


def _rest(stream: IO[bytes]) -> int:
    """Reads to the end of a line piece by piece; how many characters there were before its end."""
    length = 0
    while piece := stream.readline(PIECE):
        if piece.endswith(b"\n"):
            return length + len(piece.rstrip(b"\n").rstrip(b"\r"))
        length += len(piece)
    return length
