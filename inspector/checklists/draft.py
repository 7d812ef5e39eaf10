"""A workbook read into a form that nobody has checked yet, with the way back from every item to its cell.

Between reading and checking, because the checker judges the form but speaks of cells.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from inspector.checklists import words
from inspector.checklists.choices_reading import ChoiceLists, read_choices
from inspector.checklists.grid import Book, Grid, Place
from inspector.checklists.headers import Heading
from inspector.checklists.kinds import EXTERNAL_LIST
from inspector.checklists.lines import Line
from inspector.checklists.mistakes import Findings
from inspector.checklists.model import Choice, Form, Item, Question, walk
from inspector.checklists.names import nearest
from inspector.checklists.settings_reading import Settings, read_settings
from inspector.checklists.survey_reading import OTHER, read_survey


@dataclass(frozen=True)
class Draft:
    """`sheets` maps canonical names (`survey` …) to the sheets of the file."""

    form: Form
    sheets: Mapping[str, Grid]
    survey: Heading
    choices: ChoiceLists
    external: ChoiceLists
    settings: Settings

    def line(self, row: int) -> Line:
        """A row of the survey sheet."""
        return Line(self.survey, row, self.sheets["survey"].rows[row - 1])

    def cell(self, item: Item, key: str) -> tuple[Place, str]:
        """Where a cell of an item stands and what is in it."""
        line = self.line(item.row)
        return line.place(key), line.text(key)


def read_draft(book: Book, findings: Findings) -> Draft | None:
    """The form that a book holds; None where it has no survey sheet, which is then a mistake."""
    sheets = _sheets(book, findings)
    if "survey" not in sheets:
        names = [one.name for one in book.sheets]
        near = nearest("survey", names) or nearest("调查", names) or ""
        findings.error("checklists.no_survey", Place(near or next(iter(names), ""), 1), sheets=names)
        return None
    settings = read_settings(sheets.get("settings"), findings)
    twins = bool(words.yes_or_no(settings.text("allow_choice_duplicates")))
    choices = read_choices(sheets.get("choices"), findings, twins_allowed=twins)
    external = read_choices(sheets.get("external_choices"), findings, twins_allowed=True)
    survey, items = read_survey(sheets["survey"], findings)
    outside = {EXTERNAL_LIST + name: choices for name, choices in external.lists.items()}
    form = _form(book, settings, items, _lists(items, {**choices.lists, **outside}))
    form = replace(form, languages=_languages(survey, choices.heading))
    return Draft(form, sheets, survey, choices, external, settings)


def _sheets(book: Book, findings: Findings) -> Mapping[str, Grid]:
    found: dict[str, Grid] = {}
    for grid in book.sheets:
        key = words.SHEETS.get(words.folded(grid.name), "")
        if key in found:
            findings.error("checklists.sheet_twice", Place(grid.name, 1), sheet=grid.name, other=found[key].name)
        elif key:
            found[key] = grid
    if len(book.sheets) == 1 and not found:
        # As pyxform does: a file of one sheet can only mean that one, whatever it is called.
        found["survey"] = book.sheets[0]
    if "entities" in found and any(any(row) for row in found["entities"].rows[1:]):
        findings.warning("checklists.entities_ignored", Place(found["entities"].name, 1))
    return MappingProxyType(found)


def _form(book: Book, settings: Settings, items: tuple[Item, ...], lists: Mapping[str, tuple[Choice, ...]]) -> Form:
    stem = book.name.rpartition(".")[0] or book.name
    form_id = settings.text("form_id") or stem
    used = ("form_title", "form_id", "version", "default_language", "instance_name")
    return Form(
        title=settings.text("form_title") or form_id,
        form_id=form_id,
        version=settings.text("version"),
        default_language=settings.text("default_language"),
        instance_name=settings.text("instance_name"),
        items=items,
        lists=lists,
        settings=MappingProxyType({key: text for key, text in settings.values.items() if key not in used}),
    )


def _lists(items: tuple[Item, ...], lists: Mapping[str, tuple[Choice, ...]]) -> Mapping[str, tuple[Choice, ...]]:
    """The lists, with the choice for another answer where a question asks for it."""
    made = dict(lists)
    for placed in walk(items):
        if isinstance(placed.item, Question) and placed.item.or_other:
            choices = made.get(placed.item.source, ())
            if choices and all(one.name != OTHER for one in choices):
                made[placed.item.source] = (*choices, Choice(OTHER, words.OTHER_CHOICE))
    return MappingProxyType(made)


def _languages(survey: Heading, choices: Heading | None) -> tuple[str, ...]:
    columns = (*survey.columns, *(choices.columns if choices else ()))
    return tuple(dict.fromkeys(one.language for one in columns if one.language))
