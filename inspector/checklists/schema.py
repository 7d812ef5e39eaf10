"""The form as a tree of spots: where every item stands, and how names and paths lead from one to another.

It stands between the form (what was written) and both the checker and the session (which must agree on what a
reference means).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from inspector.checklists.kinds import Kind
from inspector.checklists.model import Form, Item, Question, Repeat

ROOT = "data"
"""The name of the root element where the settings give none, as pyxform has it."""


@dataclass(eq=False)
class Spot:
    """One item in its place. The document has no item, and so has the root element below it."""

    name: str
    item: Item | None = None
    parent: Spot | None = None
    number: int = 0
    children: dict[str, list[Spot]] = field(default_factory=dict)
    repeats: tuple[Spot, ...] = ()
    line: tuple[Spot, ...] = ()
    """From the document down to this spot."""

    @property
    def question(self) -> Question | None:
        """The item, where it is a question."""
        return self.item if isinstance(self.item, Question) else None

    @property
    def is_repeat(self) -> bool:
        """Whether it can be there several times."""
        return isinstance(self.item, Repeat)

    @property
    def path(self) -> str:
        """From below the root element down, with `/` between: `安全/脚手架`."""
        names = [one.name for one in self.line if one.item is not None]
        return "/".join(names)

    @property
    def depth(self) -> int:
        """How many parts stand around it."""
        return len(self.line) - 3

    def below(self) -> Iterator[Spot]:
        """This spot and everything in it, in the order of the sheet."""
        yield self
        for siblings in self.children.values():
            for one in siblings:
                yield from one.below()

    def step(self, name: str) -> list[Spot]:
        """The children of that name, `*` for all."""
        if name == "*":
            return [one for siblings in self.children.values() for one in siblings]
        return self.children.get(name, [])


class Schema:
    """All spots of a form; `spots` are those of its items, in the order of the sheet."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.document = Spot("")
        self.document.line = (self.document,)
        self.root = self._put(self.document, Spot(form.settings.get("name") or ROOT))
        self.spots: list[Spot] = []
        self.by_name: dict[str, list[Spot]] = {}
        self._by_kind: dict[Kind, list[Spot]] = {}
        self._build(self.root, form.items)

    def _put(self, parent: Spot, spot: Spot) -> Spot:
        spot.parent = parent
        spot.line = (*parent.line, spot)
        spot.repeats = (*parent.repeats, parent) if parent.is_repeat else parent.repeats
        parent.children.setdefault(spot.name, []).append(spot)
        return spot

    def _build(self, parent: Spot, items: tuple[Item, ...]) -> None:
        for item in items:
            spot = self._put(parent, Spot(item.name, item, number=len(self.spots)))
            self.spots.append(spot)
            self.by_name.setdefault(item.name, []).append(spot)
            if isinstance(item, Question):
                self._by_kind.setdefault(item.kind, []).append(spot)
            else:
                self._build(spot, item.items)

    def named(self, name: str) -> Spot | None:
        """The one item that `${name}` means; None where there is none or several."""
        found = self.by_name.get(name.removeprefix("last-saved#"), [])
        return found[0] if len(found) == 1 else None

    def question(self, name: str) -> Spot | None:
        """The one question of that name, whatever parts are called the same; None where there is none or several."""
        found = [one for one in self.by_name.get(name, ()) if one.question is not None]
        return found[0] if len(found) == 1 else None

    def repeat(self, name: str) -> Spot | None:
        """The repeat of that name, whatever else is called the same; None where there is none."""
        return next((one for one in self.by_name.get(name, ()) if one.is_repeat), None)

    def at(self, path: str) -> Spot | None:
        """An item by its own name where that is unique, else by its path from the outermost part."""
        if "/" not in path:
            return self.named(path)
        here = [self.root]
        for name in path.split("/"):
            here = [one for spot in here for one in spot.step(name)]
        return here[0] if len(here) == 1 else None

    def of_kind(self, *kinds: Kind) -> list[Spot]:
        """The questions of some kinds, in the order of the sheet."""
        return sorted((one for kind in kinds for one in self._by_kind.get(kind, ())), key=lambda one: one.number)
