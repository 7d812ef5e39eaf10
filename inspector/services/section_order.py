"""The order of the sections of an issue, and which of them are not printed, as the office has arranged it.

Apart from the text over the frozen content because nothing is rewritten here: sections keep their sentences while they
are hidden, and number themselves where they stand. The annex stays behind the text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace

from inspector.bulletin.content import Block, BulletinContent
from inspector.domain.bulletin import BulletinSection
from inspector.domain.errors import NotFoundError
from inspector.domain.profile import SectionKey
from inspector.services.bulletin_edits import ARRANGEMENT, NO_SECTIONS, parts_of, title_of


@dataclass(frozen=True)
class Arrangement:
    """The keys of the sections in printing order, and those that are hidden."""

    order: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()

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
        return cls(tuple(known), tuple(one for one in data["hidden"] if one in known))

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

    def _demand(self, key: str, keys: Sequence[str]) -> None:
        if key not in keys:
            raise NotFoundError("services.no_such_section", section=key)


def is_movable(key: str) -> bool:
    """Whether a section stands in the text."""
    return key != SectionKey.ANNEX.value


def arranged(content: BulletinContent, sections: Sequence[BulletinSection]) -> BulletinContent:
    """The content in the order of the office, without what it has hidden."""
    arrangement = Arrangement.of(sections)
    titles = {one.key: one.title for one in sections}
    hidden = {titles[one] for one in arrangement.hidden}
    places = {titles[key]: at for at, key in enumerate(arrangement.order, 1)}
    parts = sorted(parts_of(content.blocks), key=lambda part: places.get(title_of(part), 0))
    blocks: tuple[Block, ...] = tuple(one for part in parts if title_of(part) not in hidden for one in part)
    return replace(content, blocks=blocks, annexes=tuple(one for one in content.annexes if one.title not in hidden))
