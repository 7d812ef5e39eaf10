"""Operations and trimmed dots as deflated runs of lines, kept in a scratch file until their volume is known.

Stands apart because how many volumes there are has to stand in the first of them, and a snapshot has more lines
than memory should hold: they are read, packed and hashed once.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO

from inspector.domain.intervals import Have, merged
from inspector.domain.operation import Operation, Trimmed
from inspector.exchange import limits, names, wire

_USUAL_RUN = 4 * limits.MIB
_LEVEL = 6


@dataclass(frozen=True)
class Run:
    """Lines packed as one member: where they lie in the scratch file, and which operations they hold."""

    name: str
    place: int
    packed: int
    size: int
    crc: int
    sha256: str
    sequences: Have
    lines: int


class Packer:
    """Fills the scratch file. `room` is how large a member may be; a longer single line makes a run of its own."""

    def __init__(self, scratch: IO[bytes], room: int) -> None:
        self._scratch = scratch
        self._most = min(_USUAL_RUN, room // 2)

    def operations(self, operations: Iterable[Operation]) -> Iterator[Run]:
        """The runs that hold the operations, in their order. Raises FormatError for one that is too long."""
        lines = _Lines(self._most)
        made = self._runs(lines, operations, lambda one: wire.operation_line(one, lines.number(one.replica)))
        for number, sequences in enumerate(made, 1):
            yield self._packed(names.operations(number), lines, sequences)

    def trimmed(self, trimmed: Iterable[Trimmed]) -> Iterator[Run]:
        """The runs that hold the trimmed dots."""
        lines = _Lines(self._most)
        made = self._runs(lines, trimmed, lambda one: wire.trimmed_line(one, lines.number(one.replica)))
        for number, _ in enumerate(made, 1):
            yield self._packed(names.trimmed(number), lines, {})

    def _runs(
        self, lines: _Lines, given: Iterable[Operation] | Iterable[Trimmed], line_of: Callable[..., bytes]
    ) -> Iterator[Have]:
        """Fill `lines` again and again; yields what they hold each time that they are full."""
        for one in given:
            line = line_of(one)
            if lines.full(len(line)):
                yield lines.sequences()
                lines.clear()
                line = line_of(one)
            lines.add(one.replica, one.seq, line)
        if lines.count:
            yield lines.sequences()

    def _packed(self, name: str, lines: _Lines, sequences: Have) -> Run:
        data = lines.data()
        packed = zlib.compress(data, _LEVEL, wbits=-zlib.MAX_WBITS)
        place = self._scratch.tell()
        self._scratch.write(packed)
        digest = hashlib.sha256(data).hexdigest()
        return Run(name, place, len(packed), len(data), zlib.crc32(data), digest, sequences, lines.count)


@dataclass
class _Lines:
    """The lines of a run in the making."""

    most: int
    count: int = 0
    _size: int = 0
    _lines: list[bytes] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)
    _intervals: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def number(self, replica: str) -> int:
        """The index of a replica in the header of this run."""
        return self._numbers.setdefault(replica, len(self._numbers))

    def full(self, more: int) -> bool:
        """Whether a line of that length belongs into the next run."""
        return self.count > 0 and self._size + more > self.most

    def add(self, replica: str, seq: int, line: bytes) -> None:
        self._lines.append(line)
        self.count += 1
        self._size += len(line)
        held = self._intervals.setdefault(replica, [])
        if held and held[-1][1] == seq - 1:
            held[-1] = (held[-1][0], seq)
        else:
            held.append((seq, seq))

    def sequences(self) -> Have:
        """The dots of the lines."""
        return {replica: merged(held) for replica, held in sorted(self._intervals.items())}

    def data(self) -> bytes:
        """Header and lines."""
        return wire.header(tuple(self._numbers)) + b"".join(self._lines)

    def clear(self) -> None:
        self.count = self._size = 0
        self._lines.clear()
        self._numbers.clear()
        self._intervals.clear()
