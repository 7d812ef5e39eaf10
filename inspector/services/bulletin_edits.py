"""What the office has written over a frozen issue: its sentences, 按语 and photos, laid over the frozen content.

The figures of an edited sentence stay places that are filled from the frozen figures, so an edit never freezes a
number. What is edited are the bodies of sections; the snapshot is never rewritten, and an issue without edits prints
as it was frozen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from string import Formatter

from inspector.bulletin.content import Block, BulletinContent, Heading, Paragraph, PhotoGrid, PhotoPair
from inspector.domain.bulletin import BulletinFigure, BulletinSection
from inspector.services.photo_picks import Pick, picks_from_text
from inspector.services.section_writer import Section

EDITOR_NOTE = "editor_note"
"""The section whose body is the 按语, where the office has written one in the studio."""

PHOTOS = "photos"
"""The section whose body is the choice of photos, as JSON."""

ARRANGEMENT = "arrangement"
"""The section whose body is the order of the sections (`section_order`), as JSON."""

ISSUED_PDF = "issued_pdf"
"""The section whose body is the seal of an issued PDF (`bulletin_seal`)."""

WRITTEN = frozenset({EDITOR_NOTE, PHOTOS, ARRANGEMENT})
"""What a correction begins with."""

NO_SECTIONS = WRITTEN | {ISSUED_PDF}
BREAK = "\u2028"
"""Between paragraphs that were typed into the place of one; a line of a body is the place of one frozen sentence."""

Printed = Mapping[str, Mapping[str, str]]
"""The printed figures by section and name."""


def slots_of(section: BulletinSection) -> list[str]:
    """The sentences of a section as templates, one for each frozen one."""
    return (section.body or "").split("\n") if section.body else []


def picks_of(sections: Iterable[BulletinSection]) -> tuple[Pick, ...] | None:
    """The chosen photos; None where the office left the choice to the program."""
    found = next((one for one in sections if one.key == PHOTOS), None)
    return None if found is None else picks_from_text(found.body or "[]")


def places_in(template: str) -> set[str]:
    """The figures that a template names. Raises ValueError for braces that do not match."""
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def printed_figures(figures: Iterable[BulletinFigure]) -> Printed:
    """The printed figures by section and name."""
    made: dict[str, dict[str, str]] = {}
    for one in figures:
        made.setdefault(one.section_key, {})[one.name] = one.printed
    return made


def edited(
    content: BulletinContent,
    title: str | None,
    sections: Sequence[BulletinSection],
    printed: Printed,
    photos: Callable[[tuple[Pick, ...]], Sequence[Block]],
) -> BulletinContent:
    """The frozen content with what the office has written over it; `photos` lays chosen photos out."""
    note = next((one.body for one in sections if one.key == EDITOR_NOTE), None)
    picks = picks_of(sections)
    by_title = {one.title: one for one in sections if one.key not in NO_SECTIONS}
    blocks: list[Block] = []
    for part in parts_of(content.blocks):
        section = by_title.get(title_of(part))
        if section is None:
            blocks += part
            continue
        written = _written(part, slots_of(section), printed.get(section.key, {}))
        blocks += written if picks is None or section.key != "visits" else _with_photos(written, photos(picks))
    return replace(
        content,
        title=title or content.title,
        editor_note=content.editor_note if note is None else note,
        blocks=tuple(blocks),
    )


def parts_of(blocks: Sequence[Block]) -> list[list[Block]]:
    """The blocks cut at the headings of sections."""
    parts: list[list[Block]] = []
    for one in blocks:
        if (isinstance(one, Heading) and one.level == 1) or not parts:
            parts.append([])
        parts[-1].append(one)
    return parts


def carried_over(
    content: BulletinContent, sections: Sequence[BulletinSection], printed: Printed, fresh: Section
) -> str:
    """The body of a section that was frozen anew, with the sentences that the office had rewritten before.

    A sentence is kept where it still has its place and all figures that it names.
    """
    new = fresh.body().split("\n") if fresh.body() else []
    old = next((one for one in sections if one.key == fresh.key), None)
    part = next((one for one in parts_of(content.blocks) if old is not None and title_of(one) == old.title), [])
    if old is None:
        return "\n".join(new)
    frozen = [one.text for one in part if isinstance(one, Paragraph)]
    known = {one.name for one in fresh.figures}
    for at, (slot, text) in enumerate(zip(slots_of(old), frozen, strict=False)):
        rewritten = slot.format_map(_Filled(printed.get(old.key, {}))) != text
        if rewritten and at < len(new) and places_in(slot) <= known:
            new[at] = slot
    return "\n".join(new)


def _written(part: Sequence[Block], slots: Sequence[str], printed: Mapping[str, str]) -> list[Block]:
    left = iter(slots)
    made: list[Block] = []
    for one in part:
        slot = next(left, None) if isinstance(one, Paragraph) else None
        made.append(one if slot is None else Paragraph(slot.format_map(_Filled(printed))))
    return made


def _with_photos(part: Sequence[Block], photos: Sequence[Block]) -> list[Block]:
    return [*(one for one in part if not isinstance(one, (PhotoGrid, PhotoPair))), *photos]


def title_of(part: Sequence[Block]) -> str:
    """The heading with which a part begins; empty where it has none."""
    first = part[0] if part else None
    return first.text if isinstance(first, Heading) else ""


class _Filled(dict[str, str]):
    """A place without a figure shows its name: printing must never fail over a sentence."""

    def __missing__(self, name: str) -> str:
        return "{" + name + "}"
