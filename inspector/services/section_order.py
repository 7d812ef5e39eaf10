"""The order of the sections of an issue, and what of it is not printed, as the office has arranged it.

Apart from the text over the frozen content because nothing is rewritten here: sections keep their sentences while they
are hidden, tables and charts their rows, and number themselves where they stand. The annex stays behind the text.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, replace

from inspector.bulletin.content import BarChart, Block, BulletinContent, Heading, LampMatrix, ProgressChart, Table
from inspector.domain.bulletin import BulletinSection
from inspector.domain.errors import NotFoundError
from inspector.domain.profile import SectionKey
from inspector.services.bulletin_edits import ARRANGEMENT, NO_SECTIONS, parts_of, title_of

OBJECTS = (Table, LampMatrix, BarChart, ProgressChart)
"""The blocks that can be left out one by one; photos are chosen instead, sentences emptied."""


@dataclass(frozen=True)
class Arrangement:
    """The keys of the sections in printing order, and those that are hidden.

    `left_out`: (key of the section, title) of the tables and charts that are not printed in sections that are.
    """

    order: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, sections: Iterable[BulletinSection]) -> Arrangement:
        """What the office has arranged; the city's order where it has not."""
        own = [one for one in sections if one.key not in NO_SECTIONS]
        kept = next((one.body for one in sections if one.key == ARRANGEMENT), None)
        data = json.loads(kept) if kept else {"order": [], "hidden": []}
        places = {key: at for at, key in enumerate(data["order"])}
        # A section that came later keeps its place behind those that the office has put in order.
        last = len(places)
        order = sorted(own, key=lambda one: (not is_movable(one.key), places.get(one.key, last), one.position))
        known = [one.key for one in order]
        left_out = ((key, title) for key, title in data.get("left_out", ()) if key in known)
        return cls(tuple(known), tuple(one for one in data["hidden"] if one in known), tuple(left_out))

    def to_text(self) -> str:
        """The arrangement as it is kept."""
        return json.dumps(asdict(self), ensure_ascii=False)

    def moved(self, key: str, to: int) -> Arrangement:
        """With a section at another place of the text, from 0; the nearest one there is. Raises NotFoundError."""
        movable = [one for one in self.order if is_movable(one)]
        self._demand(key, movable)
        movable.remove(key)
        movable.insert(max(0, to), key)
        return replace(self, order=(*movable, *(one for one in self.order if not is_movable(one))))

    def with_hidden(self, key: str, *, hidden: bool) -> Arrangement:
        """With a section hidden, or shown again. Raises NotFoundError."""
        self._demand(key, self.order)
        others = tuple(one for one in self.hidden if one != key)
        return replace(self, hidden=(*others, key) if hidden else others)

    def with_left_out(self, key: str, title: str, *, left_out: bool) -> Arrangement:
        """With a table or chart of a section left out, or printed again. Raises NotFoundError for the section."""
        self._demand(key, self.order)
        others = tuple(one for one in self.left_out if one != (key, title))
        return replace(self, left_out=(*others, (key, title)) if left_out else others)

    def _demand(self, key: str, keys: Sequence[str]) -> None:
        if key not in keys:
            raise NotFoundError("services.no_such_section", section=key)


def is_movable(key: str) -> bool:
    """Whether a section stands in the text."""
    return key != SectionKey.ANNEX.value


def arranged(content: BulletinContent, sections: Sequence[BulletinSection]) -> BulletinContent:
    """The content in the order of the office, without what it has hidden.

    What has nothing left but its heading is not printed either.
    """
    arrangement = Arrangement.of(sections)
    titles = {one.key: one.title for one in sections}
    hidden = {titles[one] for one in arrangement.hidden}
    left_out = {(titles[key], title) for key, title in arrangement.left_out}
    places = {titles[key]: at for at, key in enumerate(arrangement.order, 1)}
    parts = sorted(parts_of(content.blocks), key=lambda part: places.get(title_of(part), 0))
    kept = [_without(part, title_of(part), left_out) for part in parts if title_of(part) not in hidden]
    annexes = (
        replace(one, blocks=tuple(_without(one.blocks, one.title, left_out)))
        for one in content.annexes
        if one.title not in hidden
    )
    return replace(
        content,
        blocks=tuple(block for part in kept for block in part),
        annexes=tuple(one for one in annexes if one.blocks),
    )


def _without(blocks: Sequence[Block], section: str, left_out: Collection[tuple[str, str]]) -> Sequence[Block]:
    """The blocks of a section but those left out; nothing where that leaves a heading alone."""
    kept = [one for one in blocks if not (isinstance(one, OBJECTS) and (section, one.title) in left_out)]
    alone = len(kept) < len(blocks) and all(isinstance(one, Heading) for one in kept)
    return [] if alone else kept
