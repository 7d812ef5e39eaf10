"""How large a checklist may be: caps far above any real one, far below what would hold up the program."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes; `area` in cells of a sheet, `weight` in characters of all cells, `cell` of one.

    `depth` of groups; `instances` of one repeat while a session is filled; `days` until a problem is due.
    """

    file_size: int = 20_000_000
    unpacked_size: int = 80_000_000
    ratio: int = 250
    members: int = 2_000
    sheets: int = 60
    rows: int = 60_000
    columns: int = 300
    area: int = 4_000_000
    cell: int = 32_767
    weight: int = 40_000_000
    depth: int = 32
    instances: int = 1_000
    days: int = 3_650


LIMITS = Limits()
