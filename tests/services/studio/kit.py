"""What the tests of the studio share: an issue that is opened, its sections and its text."""

from __future__ import annotations

import pypdfium2

from inspector.services.studio import StudioService
from inspector.services.studio_view import SectionView, Slot, StudioView
from tests.services.kit import PERIOD, TODAY


def section(view: StudioView, key: str) -> SectionView:
    return next(one for one in view.sections if one.key == key)


def slots(view: StudioView, key: str) -> list[Slot]:
    return [one for one in section(view, key).parts if isinstance(one, Slot)]


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    return "".join("".join(pages).split())


def opened(studio: StudioService) -> StudioView:
    return studio.open(PERIOD, on=TODAY)


def keys_of(view: StudioView) -> list[str]:
    return [one.key for one in view.sections]
