"""Names against each other: what may not be there twice, and where."""

from __future__ import annotations

from inspector.checklists.draft import Draft
from inspector.checklists.mistakes import Findings
from inspector.checklists.schema import Schema, Spot

_FORBIDDEN = frozenset({"checklists.name_twice", "checklists.repeat_twice", "checklists.name_reserved"})


def check_names(draft: Draft, schema: Schema, findings: Findings) -> None:
    """A name may be there once in its part, that of a repeat once in the form (pyxform's rules).

    One that is there in several parts is only a warning: the form works, but formulas cannot use the name.
    """
    for part in (schema.root, *schema.spots):
        _check_part(part, draft, findings)
    for spot in schema.root.step("meta"):
        if spot.item is not None:
            findings.error("checklists.name_reserved", *draft.cell(spot.item, "name"), name=spot.name)
    repeats: dict[str, Spot] = {}
    for spot in schema.spots:
        if spot.is_repeat and spot.item is not None:
            first = repeats.setdefault(spot.name, spot)
            if spot.name == schema.root.name:
                findings.error("checklists.name_reserved", *draft.cell(spot.item, "name"), name=spot.name)
            elif first is not spot and first.parent is not spot.parent and first.item is not None:
                place, text = draft.cell(spot.item, "name")
                findings.error("checklists.repeat_twice", place, text, name=spot.name, row=first.item.row)
    _check_across(draft, schema, findings)


def _check_across(draft: Draft, schema: Schema, findings: Findings) -> None:
    """Names that several parts use, each told once, unless a rule above forbids them anyway."""
    forbidden = {(one.place, one.text) for one in findings.found if one.key in _FORBIDDEN}
    for name, spots in schema.by_name.items():
        items = [one.item for one in spots if one.item is not None]
        cells = [draft.cell(one, "name") for one in items]
        if len(items) > 1 and forbidden.isdisjoint(cells):
            place, text = cells[1]
            rows = [one.row for one in items]
            findings.warning("checklists.name_again", place, text, name=name, rows=rows, path=spots[1].path)


def _check_part(part: Spot, draft: Draft, findings: Findings) -> None:
    lower: dict[str, Spot] = {}
    for name, siblings in part.children.items():
        first = siblings[0]
        for twin in siblings[1:]:
            if twin.item is not None and first.item is not None:
                place, text = draft.cell(twin.item, "name")
                findings.error("checklists.name_twice", place, text, name=name, row=first.item.row)
        other = lower.setdefault(name.lower(), first)
        if other is not first and first.item is not None and other.item is not None:
            place, text = draft.cell(first.item, "name")
            findings.warning("checklists.name_case", place, text, name=name, other=other.name, row=other.item.row)
