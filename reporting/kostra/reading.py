"""The lines of a file, one at a time and never more of one than a line may hold."""

from collections.abc import Iterator
from typing import IO, Final, NamedTuple

ENCODING: Final = "iso-8859-1"
SPARE: Final = 16  # more than a line's end takes, so that a line that is too long is seen to be so
PIECE: Final = 1 << 20


class Line(NamedTuple):
    """A line without its end. `length` counts all of it, `text` may hold only the beginning of a line too long.

    `number` counts as the official program does, from 1 and without the empty lines, of which `passed_over` stood
    before this one; an editor shows the sum of the two.
    """

    number: int
    text: str
    length: int
    passed_over: int = 0


def read_lines(stream: IO[bytes], width: int) -> Iterator[Line]:
    """Every line that is not empty, in order.

    A line ends with LF; CR at its ends is taken away. Raises OSError as the stream does.
    """
    most = width + SPARE
    number = passed_over = 0
    while raw := stream.readline(most):
        text = raw.rstrip(b"\n").strip(b"\r").decode(ENCODING)
        length = len(text)
        if len(raw) == most and not raw.endswith(b"\n"):
            text = raw.decode(ENCODING)
            rest = _rest(stream)
            length = most + rest if rest else len(raw.rstrip(b"\r"))
        if length:
            number += 1
            yield Line(number, text, length, passed_over)
        else:
            passed_over += 1


def _rest(stream: IO[bytes]) -> int:
    """Reads to the end of a line piece by piece; how many characters there were before its end."""
    length = 0
    while piece := stream.readline(PIECE):
        if piece.endswith(b"\n"):
            return length + len(piece.rstrip(b"\n").rstrip(b"\r"))
        length += len(piece)
    return length
