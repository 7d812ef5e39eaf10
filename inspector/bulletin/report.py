"""What an export tells its caller: where the file is, how long it is, what to look at before printing.

Apart from `render` so that services and windows can import the shapes without loading reportlab.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inspector import texts


@dataclass(frozen=True)
class RenderWarning:
    """Something that was printed otherwise than written: a catalogue key and the details of its sentence."""

    key: str
    details: tuple[tuple[str, Any], ...] = ()

    @classmethod
    def of(cls, key: str, **details: object) -> RenderWarning:
        """A warning from keyword details."""
        return cls(key, tuple(sorted(details.items())))

    @property
    def sentence(self) -> str:
        """What the user reads."""
        return texts.sentence(self.key, **dict(self.details))


@dataclass(frozen=True)
class RenderReport:
    """The finished file: `path` may differ from the asked one when that was open elsewhere."""

    path: Path
    pages: int
    warnings: tuple[RenderWarning, ...]
    sha256: str


@dataclass(frozen=True)
class WordReport:
    """Where a Word document is, and what to look at; it has no pages until somebody opens it."""

    path: Path
    warnings: tuple[RenderWarning, ...]
