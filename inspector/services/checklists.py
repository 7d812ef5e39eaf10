"""检查表 of a workspace: publishing a version, and finding the newest one of a name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from inspector.checklists.definition import is_form
from inspector.checklists.kinds import UNASKED, Kind
from inspector.checklists.model import Form, Question, walk
from inspector.domain.checklist_answers import read_definition
from inspector.domain.errors import NotFoundError, RuleError
from inspector.domain.inspection import Checklist
from inspector.services.checklist_tables import from_kept
from inspector.storage.reader import Reader
from inspector.storage.workspace import Workspace

UNANSWERED = UNASKED | {Kind.NOTE}
"""Kinds of question that take no answer."""


def publish_checklist(
    workspace: Workspace,
    name: str,
    version: str,
    definition: Mapping[str, Any],
    published_on: date,
    author: str = "",
) -> Checklist:
    """Publish a version; an inspection keeps the one that it was filled with, so none is ever changed.

    Raises FormatError or RuleError for a definition that cannot be used or a version that is out already.
    """
    read_definition(definition)
    with workspace.transaction("publish_checklist", author=author) as tx:
        if tx.reader.find(Checklist, name=name, version=version) is not None:
            raise RuleError("services.checklist_published", name=name, version=version)
        made = Checklist(id=tx.new_id(), name=name, version=version, definition=definition, published_on=published_on)
        tx.insert(made)
    return made


def all_checklists(reader: Reader) -> list[Checklist]:
    """Every version of every checklist, by name and then in the order of publishing."""
    return sorted(reader.all(Checklist), key=lambda one: (one.name, *_age(one)))


def newest_checklist(reader: Reader, name: str) -> Checklist:
    """The version of `name` that was published last; NotFoundError where there is none."""
    found = list(reader.all(Checklist, name=name))
    if not found:
        raise NotFoundError("services.no_such_checklist", name=name)
    return max(found, key=_age)


def _age(checklist: Checklist) -> tuple[date, list[tuple[int, str]]]:
    """By the day of publishing; of one day 1.10 is newer than 1.9."""
    parts = re.findall(r"([0-9]+)|([^0-9]+)", checklist.version)
    return checklist.published_on or date.min, [(int(number or 0), text) for number, text in parts]


def question_count(checklist: Checklist) -> int:
    """How many questions a checklist asks, of either form of definition."""
    definition = checklist.definition or {}
    return questions_of(from_kept(definition).form) if is_form(definition) else len(definition.get("items", ()))


def questions_of(form: Form) -> int:
    """How many questions of a form take an answer."""
    items = (one.item for one in walk(form.items))
    return sum(isinstance(one, Question) and one.kind not in UNANSWERED for one in items)
