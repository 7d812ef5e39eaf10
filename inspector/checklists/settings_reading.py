"""The settings sheet: title, number and version of a checklist."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from inspector.checklists import words
from inspector.checklists.grid import Grid, Place, cell_at
from inspector.checklists.headers import read_heading
from inspector.checklists.lines import lines
from inspector.checklists.mistakes import Findings


@dataclass(frozen=True)
class Settings:
    """What the sheet says, by canonical header; `places` is where each stands."""

    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    places: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}))

    def text(self, key: str) -> str:
        """A setting, "" where it is not given."""
        return self.values.get(key, "")


def read_settings(grid: Grid | None, findings: Findings) -> Settings:
    """The first row below the header of the sheet."""
    if grid is None or not grid.rows:
        return Settings()
    heading = read_heading(grid, words.SETTINGS_HEADERS, "form_title", findings)
    row = next(lines(grid, heading), None)
    if row is None:
        return Settings()
    values = {one.key: text for one in heading.columns if (text := cell_at(row.cells, one.index))}
    places = {one.key: Place(grid.name, row.number, one.index) for one in heading.columns}
    return Settings(MappingProxyType(values), MappingProxyType(places))
