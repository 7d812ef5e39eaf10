"""What goes into a package: given by the services, cut into volumes here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from inspector.domain.operation import Operation, Trimmed
from inspector.exchange import names
from inspector.vault.casing import PLAIN, Casing


@dataclass(frozen=True)
class PhotoFile:
    """A photo to send: the address of its original, the file whose bytes travel, how many, and how it lies."""

    sha256: str
    path: Path
    size: int
    print_copy: bool = False
    casing: Casing = PLAIN

    @property
    def name(self) -> str:
        """Its member, when it travels whole."""
        return names.print_copy(self.sha256) if self.print_copy else names.whole_photo(self.sha256)


@dataclass(frozen=True)
class Contents:
    """Operations and trimmed dots are read once, one by one; a photo given twice travels once."""

    operations: Iterable[Operation]
    photos: Sequence[PhotoFile] = ()
    trimmed: Iterable[Trimmed] = ()
    roster: bytes | None = None
