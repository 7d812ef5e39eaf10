"""What is said of files that were no photos: the others are there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from inspector.domain.errors import InspectorError
from inspector.texts import sentence
from inspector.ui.prompts import Notice


class RefusedFile(Protocol):
    """A file or picture of which nothing was stored."""

    @property
    def error(self) -> InspectorError:
        """Why."""


def refusal_notice(refused: Iterable[RefusedFile], taken: int) -> Notice:
    """Which files were refused and why; `taken` of the others are there."""
    told = [sentence(one.error.key, **one.error.details) for one in refused]
    return Notice(
        title=sentence("ui_photos.refused_title"),
        happened=sentence("ui_photos.refused", count=len(told)),
        kept=sentence("ui_photos.refused_kept", count=taken),
        advice=sentence("ui_photos.refused_advice"),
        details="\n".join(told),
    )
