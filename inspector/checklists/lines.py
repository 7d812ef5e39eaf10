"""The rows of a sheet below its header, each cell under the key of its column, with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from inspector.checklists import words
from inspector.checklists.grid import Grid, Place, Row, cell_at
from inspector.checklists.headers import Heading
from inspector.checklists.model import NONE, Texts


@dataclass(frozen=True)
class Line:
    """One row: `number` counts from 1 as in Excel."""

    heading: Heading
    number: int
    cells: Row

    def text(self, key: str) -> str:
        """The first cell with something in it under `key`, in whatever language."""
        for one in self.heading.by_key.get(key, ()):
            if text := cell_at(self.cells, one.index):
                return text
        return ""

    def texts(self, key: str) -> Texts:
        """The cells under `key` by language, without empty ones."""
        found = {
            one.language: text for one in self.heading.by_key.get(key, ()) if (text := cell_at(self.cells, one.index))
        }
        return MappingProxyType(found) if found else NONE

    def media(self) -> Mapping[str, Texts]:
        """File names of pictures, sounds and films by sort and language."""
        found = {key: texts for key in words.MEDIA if (texts := self.texts(key))}
        return MappingProxyType(found)

    def unknown(self) -> Mapping[str, str]:
        """What stands under headers that this program does not read, by header as written."""
        found = {
            one.key: text for one in self.heading.columns if not one.known and (text := cell_at(self.cells, one.index))
        }
        return MappingProxyType(found)

    def place(self, key: str) -> Place:
        """Where a cell under `key` stands."""
        return self.heading.place(self.number, key)


def lines(grid: Grid, heading: Heading) -> Iterator[Line]:
    """The rows below the header that have something in them."""
    for number, cells in enumerate(grid.rows[heading.row :], start=heading.row + 1):
        if any(cells):
            yield Line(heading, number, cells)
