"""Questions against their lists: missing, misspelled, unused, filtered by columns that are not there."""

from __future__ import annotations

from inspector.checklists.check_texts import check_reference
from inspector.checklists.draft import Draft
from inspector.checklists.formulas import expressions, parsed
from inspector.checklists.grid import Place
from inspector.checklists.kinds import EXTERNAL_LIST, MANY, SELECTS, Kind
from inspector.checklists.mistakes import Findings
from inspector.checklists.model import Choice, Question
from inspector.checklists.names import nearest
from inspector.checklists.reach import reach
from inspector.checklists.references import REFERENCE
from inspector.checklists.schema import Schema, Spot

_ENDINGS = (".csv", ".xml", ".geojson")
_BLANK = "checklists.choice_with_blank"
_ALWAYS = frozenset({"name", "label"})


def check_lists(draft: Draft, schema: Schema, findings: Findings) -> None:
    """Note what is wrong between questions and lists, and which lists nobody asks for."""
    used: set[str] = set()
    for spot in schema.spots:
        if spot.question is not None and spot.question.kind in SELECTS:
            used.add(spot.question.source)
            _check_select(spot.question, draft, schema, findings)
            if spot.question.choice_filter:
                _check_filter(spot, spot.question, draft, schema, findings)
        used |= _named_elsewhere(spot, schema)
    _unused(draft, used, findings)


def _check_select(question: Question, draft: Draft, schema: Schema, findings: Findings) -> None:
    place, text = draft.cell(question, "type")
    source = question.source
    if (field := REFERENCE.fullmatch(source)) is not None:
        check_reference(field[1], place, text, schema, findings)
    elif question.from_file:
        if not source.lower().endswith(_ENDINGS):
            findings.error("checklists.file_wrong", place, text, file=source, endings=_ENDINGS)
    elif source not in draft.form.lists:
        _missing(question, draft, findings)
    elif question.kind in MANY:
        _check_blanks(question, draft, findings)
    if question.or_other and question.choice_filter:
        findings.error("checklists.other_with_filter", *draft.cell(question, "choice_filter"))


def _missing(question: Question, draft: Draft, findings: Findings) -> None:
    place, text = draft.cell(question, "type")
    written = question.source.removeprefix(EXTERNAL_LIST)
    lists = draft.choices.lists if written == question.source else draft.external.lists
    meant = nearest(written, lists)
    if meant is None:
        findings.error("checklists.list_missing", place, text, list=written)
    else:
        fix = text.replace(written, meant)
        findings.error("checklists.list_missing_near", place, text, fix=fix, list=written, nearest=meant)


def _check_blanks(question: Question, draft: Draft, findings: Findings) -> None:
    """Several choices are stored with blanks between them, so that none may hold one."""
    for choice in draft.form.lists[question.source]:
        if " " in choice.name and draft.choices.heading is not None:
            place = draft.choices.heading.place(choice.row, "name")
            if all((one.key, one.place) != (_BLANK, place) for one in findings.found):
                fix = choice.name.replace(" ", "_")
                findings.error(_BLANK, place, choice.name, fix=fix, list=question.source)


def _check_filter(spot: Spot, question: Question, draft: Draft, schema: Schema, findings: Findings) -> None:
    tree = parsed(question.choice_filter).tree
    choices = draft.form.lists.get(question.source)
    if tree is None or choices is None:
        return
    known = _columns(choices, question, draft)
    for one in reach(tree, spot, schema, columns=True).columns:
        if one.written not in known:
            place, text = draft.cell(question, "choice_filter")
            meant = nearest(one.written, known)
            fix = text[: one.start] + meant + text[one.end :] if meant else None
            key = "checklists.column_unknown_near" if meant else "checklists.column_unknown"
            findings.error(key, place, text, fix=fix, column=one.written, list=question.source, nearest=meant or "")


def _columns(choices: tuple[Choice, ...], question: Question, draft: Draft) -> frozenset[str]:
    """Every column of the sheet in which the list stands, whether this list fills it or not."""
    external = question.source.startswith(EXTERNAL_LIST)
    heading = draft.external.heading if external else draft.choices.heading
    named = {one.key for one in heading.columns} if heading else set()
    return _ALWAYS | named | {column for one in choices for column in one.columns}


def _named_elsewhere(spot: Spot, schema: Schema) -> set[str]:
    """Lists that expressions read whole, or that name the marks of a range."""
    found: set[str] = set()
    if spot.item is not None:
        for _, text in expressions(spot.item):
            tree = parsed(text).tree
            found |= reach(tree, spot, schema).instances if tree is not None else set()
    if spot.question is not None and spot.question.kind is Kind.RANGE:
        found.add(spot.question.parameters.get("tick_labelset", ""))
    return found


def _unused(draft: Draft, used: set[str], findings: Findings) -> None:
    for name, choices in draft.choices.lists.items():
        if name not in used and draft.choices.heading is not None:
            place: Place = draft.choices.heading.place(choices[0].row, "list_name")
            findings.warning("checklists.list_unused", place, name, list=name)
