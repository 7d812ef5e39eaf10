"""Texts that people read: `${name}` in them has to exist, and every language has to be there."""

from __future__ import annotations

from inspector.checklists import words
from inspector.checklists.draft import Draft
from inspector.checklists.grid import Place, cell_at
from inspector.checklists.headers import Heading
from inspector.checklists.mistakes import Findings
from inspector.checklists.names import nearest
from inspector.checklists.references import REFERENCE, mended, mended_references
from inspector.checklists.schema import Schema

_SAID = words.TRANSLATED - frozenset(words.MEDIA)


def check_texts(draft: Draft, schema: Schema, findings: Findings) -> None:
    """Note references in labels, hints and messages that lead nowhere, and languages with columns missing."""
    headings = {"survey": draft.survey, "choices": draft.choices.heading}
    for sheet, heading in headings.items():
        if heading is not None:
            _check_sheet(draft, sheet, heading, schema, findings)
            _check_languages(heading, draft.form.languages, findings)
    _check_default_language(draft, findings)
    _check_triggers(schema, draft, findings)


def _check_sheet(draft: Draft, sheet: str, heading: Heading, schema: Schema, findings: Findings) -> None:
    columns = [one for one in heading.columns if one.key in _SAID]
    for number, row in enumerate(draft.sheets[sheet].rows[heading.row :], start=heading.row + 1):
        for column in columns:
            text = cell_at(row, column.index)
            if text:
                check_text(Place(heading.sheet, number, column.index), text, schema, findings)


def check_text(place: Place, text: str, schema: Schema, findings: Findings) -> None:
    """Note the references in the cell `text` that are written wrongly or lead nowhere."""
    right = mended(text)
    for written, meant in mended_references(text).items():
        findings.error("checklists.expr_reference", place, text, fix=right, found=written, wanted=meant)
    for name in dict.fromkeys(REFERENCE.findall(right)):
        check_reference(name, place, text, schema, findings)


def check_reference(name: str, place: Place, text: str, schema: Schema, findings: Findings) -> None:
    """Note where `${name}` in the cell `text` means no item, or several."""
    known = schema.by_name.get(name.removeprefix("last-saved#"), [])
    if len(known) > 1:
        rows = [one.item.row for one in known if one.item is not None]
        findings.error("checklists.field_several", place, text, name=name, rows=rows)
    elif not known:
        meant = nearest(name, schema.by_name)
        fix = text.replace(f"${{{name}}}", f"${{{meant}}}") if meant else None
        key = "checklists.field_unknown_near" if meant else "checklists.field_unknown"
        findings.error(key, place, text, fix=fix if fix != text else None, name=name, nearest=meant or "")


def _check_languages(heading: Heading, languages: tuple[str, ...], findings: Findings) -> None:
    for key in sorted({one.key for one in heading.columns if one.language}):
        there = {one.language for one in heading.columns if one.key == key}
        missing = [one for one in languages if one not in there]
        if missing:
            place = heading.place(heading.row, key)
            findings.warning("checklists.language_missing", place, column=key, languages=missing)


def _check_default_language(draft: Draft, findings: Findings) -> None:
    """A default language that no column has would leave the choice to chance; columns without any are in it."""
    form = draft.form
    unnamed = any(one.key == "label" and not one.language for one in draft.survey.columns)
    if form.default_language and form.languages and form.default_language not in form.languages and not unnamed:
        place, text = draft.settings.places["default_language"], form.default_language
        near = [one for one in form.languages if one.startswith(text)]
        fix = near[0] if len(near) == 1 else None
        findings.warning(
            "checklists.default_language_unknown", place, text, fix=fix, language=text, languages=form.languages
        )


def _check_triggers(schema: Schema, draft: Draft, findings: Findings) -> None:
    for spot in schema.spots:
        for name in spot.question.trigger if spot.question else ():
            if spot.item is not None:
                check_reference(name, *draft.cell(spot.item, "trigger"), schema, findings)
