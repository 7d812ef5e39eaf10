"""The parts of a section as the studio shows them: sentences cut at their figures, objects named and counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from string import Formatter

from inspector.bulletin.content import (
    BarChart,
    Block,
    Heading,
    LampMatrix,
    Paragraph,
    PhotoGrid,
    PhotoPair,
    ProgressChart,
    Table,
)
from inspector.domain.bulletin import BulletinSection
from inspector.domain.figures import check_text
from inspector.services.bulletin_edits import BREAK, slots_of
from inspector.services.studio_view import PICTURED, ObjectKind, ObjectView, Run, SectionState, SectionView, Slot


def section_view(section: BulletinSection, part: Sequence[Block], printed: Mapping[str, str]) -> SectionView:
    """A section with the blocks that it prints; `printed` are its figures."""
    slots = iter(enumerate(slots_of(section)))
    parts: list[Slot | ObjectView] = []
    for block in part:
        if isinstance(block, Paragraph):
            place = next(slots, None)
            if place is not None:
                parts.append(slot_view(*place, printed))
        elif not isinstance(block, Heading):
            parts.append(_object(block))
    text = "\n".join(one.text for one in part if isinstance(one, Paragraph))
    findings = check_text(text).inconsistencies
    photos = sum(one.count for one in parts if isinstance(one, ObjectView) and one.kind in PICTURED)
    state = _state(parts, contradicts=bool(findings))
    return SectionView(section.key, section.title, state, tuple(parts), tuple(printed.items()), photos, findings)


def slot_view(index: int, template: str, printed: Mapping[str, str]) -> Slot:
    """A template cut into runs."""
    runs: list[Run] = []
    for text, name, _, _ in Formatter().parse(template):
        if text:
            runs.append(Run(text.replace(BREAK, "\n")))
        if name is not None:
            runs.append(Run(printed.get(name, "{" + name + "}"), name))
    return Slot(index, template.replace(BREAK, "\n"), tuple(runs), template.count(BREAK) + bool(template.strip()))


def _state(parts: Sequence[Slot | ObjectView], *, contradicts: bool) -> SectionState:
    slots = [one for one in parts if isinstance(one, Slot)]
    if contradicts:
        return SectionState.TO_CHECK
    if any(one.runs for one in slots):
        return SectionState.WRITTEN
    return SectionState.TO_WRITE if slots or not parts else SectionState.AUTOMATIC


def _object(block: Table | PhotoGrid | PhotoPair | LampMatrix | BarChart | ProgressChart) -> ObjectView:
    if isinstance(block, Table):
        return ObjectView(ObjectKind.TABLE, block.title, len(block.rows))
    if isinstance(block, PhotoGrid):
        return ObjectView(ObjectKind.PHOTOS, block.title, len(block.photos))
    if isinstance(block, PhotoPair):
        return ObjectView(ObjectKind.PAIR, block.title, 2)
    if isinstance(block, LampMatrix):
        return ObjectView(ObjectKind.LAMPS, block.title, len(block.rows))
    if isinstance(block, BarChart):
        return ObjectView(ObjectKind.CHART, block.title, len(block.bars))
    return ObjectView(ObjectKind.CHART, block.title, len(block.segments))
