"""Every expression of a form judged in its cell: how it is written, which names it uses, what its types are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from inspector.checklists.cycles import DECIDING, rings
from inspector.checklists.draft import Draft
from inspector.checklists.expressions import ValueType, check_types, parse
from inspector.checklists.expressions.signatures import SIGNATURES
from inspector.checklists.expressions.syntax import Tree
from inspector.checklists.formulas import expressions, parsed
from inspector.checklists.grid import Place
from inspector.checklists.kinds import Kind
from inspector.checklists.mistakes import Findings
from inspector.checklists.model import Group, Question
from inspector.checklists.names import nearest
from inspector.checklists.reach import Lost, reach
from inspector.checklists.schema import Schema, Spot

_TYPES = {
    Kind.INTEGER: ValueType.NUMBER,
    Kind.DECIMAL: ValueType.NUMBER,
    Kind.RANGE: ValueType.NUMBER,
    Kind.DATE: ValueType.DATE,
    Kind.TODAY: ValueType.DATE,
    Kind.DATETIME: ValueType.DATE_TIME,
    Kind.START: ValueType.DATE_TIME,
    Kind.END: ValueType.DATE_TIME,
    Kind.TIME: ValueType.TIME,
    Kind.SELECT_ONE: ValueType.CHOICE,
    Kind.SELECT_MULTIPLE: ValueType.CHOICES,
    Kind.RANK: ValueType.CHOICES,
    Kind.GEOPOINT: ValueType.PLACE,
    Kind.GEOTRACE: ValueType.PLACE,
    Kind.GEOSHAPE: ValueType.PLACE,
}
_HARMLESS = frozenset({"checklists.expr_never_number"})
"""Well defined, only useless: public forms compare numbers with 'NaN' to be safe."""
_OPEN = frozenset({Kind.CALCULATE, Kind.HIDDEN})
"""What they hold depends on their calculation, so their type is not known."""


@dataclass(frozen=True)
class _Cell:
    """One expression in its place."""

    draft: Draft
    schema: Schema
    owner: Spot
    key: str
    place: Place
    text: str


def check_expressions(draft: Draft, schema: Schema, findings: Findings) -> None:
    """Note every mistake in every expression, then the rings that they make together."""
    for spot in schema.spots:
        if spot.item is not None:
            for key, text in expressions(spot.item):
                place = draft.cell(spot.item, key)[0]
                _check(_Cell(draft, schema, spot, key, place, text), findings)
    if "instance_name" in draft.settings.places and draft.form.instance_name:
        place = draft.settings.places["instance_name"]
        _check(_Cell(draft, schema, schema.root, "instance_name", place, draft.form.instance_name), findings)
    _check_rings(draft, schema, findings)


def _check(cell: _Cell, findings: Findings) -> None:
    found = parsed(cell.text)
    lost = list(_lost(cell, found.tree)) if found.tree is not None else []
    for mistake in found.mistakes:
        details = {**mistake.details, "at": cell.text[mistake.start : mistake.end]}
        fix = _renamed(mistake.fix, lost, cell.schema) if mistake.fix else None
        findings.error(mistake.key, cell.place, cell.text, fix=fix, **details)
    fixed = next((one.fix for one in found.mistakes if one.fix), cell.text)
    for one in lost:
        _tell_lost(one, cell, _renamed(fixed, lost, cell.schema), findings)
    if found.tree is not None and not found.mistakes and not lost:
        _check_meaning(cell, found.tree, findings)


def _lost(cell: _Cell, tree: Tree) -> Iterator[Lost]:
    seen: set[str] = set()
    columns = cell.key == "choice_filter"
    for one in reach(tree, cell.owner, cell.schema, columns=columns).lost:
        if one.written not in seen:
            seen.add(one.written)
            yield one


def _renamed(text: str, lost: list[Lost], schema: Schema) -> str:
    """`text` with every `${…}` that is close to one known name replaced by it, and bare names as what they mean."""
    for one in lost:
        meant = None if one.several else nearest(one.written, schema.by_name)
        bare = _called(one, schema) or (f"${{{meant}}}" if meant == one.written else "")
        if bare:
            text = re.sub(rf"(?<![\w/${{.'\"-]){re.escape(one.written)}(?![\w/}}('\".-])", bare, text)
        elif meant:
            text = text.replace(f"${{{one.written}}}", f"${{{meant}}}")
    return text


def _called(lost: Lost, schema: Schema) -> str:
    """The call that a name without brackets was meant for, as `today()`; "" for a name of no such function."""
    signature = None if lost.written in schema.by_name else SIGNATURES.get(lost.written)
    return f"{lost.written}()" if signature is not None and signature.accepts(0) else ""


def _tell_lost(lost: Lost, cell: _Cell, fixed: str, findings: Findings) -> None:
    if lost.several:
        rows = [one.item.row for one in cell.schema.by_name[lost.written] if one.item is not None]
        findings.error("checklists.field_several", cell.place, cell.text, name=lost.written, rows=rows)
        return
    called = _called(lost, cell.schema)
    if called and called in fixed:
        details = {"found": lost.written, "wanted": called}
        findings.error("checklists.expr_brackets_missing", cell.place, cell.text, fix=fixed, **details)
        return
    meant = nearest(lost.written, cell.schema.by_name)
    if meant == lost.written:
        key = "checklists.field_bare" if fixed != cell.text else "checklists.field_not_there"
        findings.error(key, cell.place, cell.text, fix=fixed if fixed != cell.text else None, name=lost.written)
        return
    if meant is None:
        # A title that stays empty keeps nobody from filling the form.
        tell = findings.warning if cell.key == "instance_name" else findings.error
        tell("checklists.field_unknown", cell.place, cell.text, name=lost.written)
        return
    fix = fixed if fixed != cell.text and not parse(fixed).mistakes else None
    findings.error("checklists.field_unknown_near", cell.place, cell.text, fix=fix, name=lost.written, nearest=meant)


def _check_meaning(cell: _Cell, tree: Tree, findings: Findings) -> None:
    for mistake in check_types(tree, lambda name: _type_of(cell.schema.at(name) or cell.schema.named(name))):
        details = {**mistake.details, "at": cell.text[mistake.start : mistake.end]}
        tell = findings.warning if mistake.key in _HARMLESS else findings.error
        tell(mistake.key, cell.place, cell.text, fix=mistake.fix, **details)


def _type_of(spot: Spot | None) -> ValueType | None:
    if spot is None or spot.item is None:
        return None
    if isinstance(spot.item, Question):
        return None if spot.item.kind in _OPEN else _TYPES.get(spot.item.kind, ValueType.TEXT)
    return ValueType.GROUP if isinstance(spot.item, Group) else ValueType.REPEAT


def _check_rings(draft: Draft, schema: Schema, findings: Findings) -> None:
    for ring in rings(schema):
        names = [*(one.name for one in ring), ring[0].name]
        place, text = _ring_cell(ring[0], ring[1 % len(ring)], draft, schema)
        findings.error("checklists.ring", place, text, ring=" → ".join(names))


def _ring_cell(first: Spot, read: Spot, draft: Draft, schema: Schema) -> tuple[Place, str]:
    """The cell whose expression leads from `first` to `read`: its own, or the condition of a part around it."""
    for one in reversed(first.line):
        if one.item is not None:
            for key, text in expressions(one.item):
                tree = parsed(text).tree
                if key in DECIDING and tree is not None and read in reach(tree, one, schema).spots:
                    return draft.cell(one.item, key)
    raise LookupError(first.path)
