"""检查表 of a workspace: publishing a version, and finding the newest one of a name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from inspector.domain.checklist_answers import read_definition
from inspector.domain.errors import NotFoundError, RuleError
from inspector.domain.inspection import Checklist
from inspector.storage.reader import Reader
from inspector.storage.workspace import Workspace


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
    return sorted(reader.all(Checklist), key=lambda one: (one.name, one.published_on or date.min, one.version))


def newest_checklist(reader: Reader, name: str) -> Checklist:
    """The version of `name` that was published last; NotFoundError where there is none."""
    found = sorted(reader.all(Checklist, name=name), key=lambda one: (one.published_on or date.min, one.version))
    if not found:
        raise NotFoundError("services.no_such_checklist", name=name)
    return found[-1]
