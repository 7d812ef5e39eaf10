"""Saved views of the list of projects: a name, a query and the columns shown; of this workspace alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

from inspector.domain.errors import NotFoundError
from inspector.domain.guards import demand
from inspector.domain.lamps import LampColour
from inspector.domain.project import ConstructionStatus, ProjectKind, Stage
from inspector.domain.project_query import ProjectQuery, SortColumn
from inspector.storage.view_table import KeptView, forget_view, keep_view, view, views
from inspector.storage.workspace import Workspace

_CHOICES: Mapping[str, type[StrEnum]] = {
    "stages": Stage,
    "lamps": LampColour,
    "kinds": ProjectKind,
    "statuses": ConstructionStatus,
}
_REFERENCES = ("areas", "parks", "leaders")


@dataclass(frozen=True)
class SavedView:
    """A view by its id; `columns` in the order in which they are shown, empty for the usual ones."""

    id: str
    name: str
    query: ProjectQuery
    columns: tuple[str, ...] = ()


class ViewService:
    """Use cases of saved views on one workspace. They are no records: no history, no undo, no package."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def all(self) -> tuple[SavedView, ...]:
        """Every view, by name."""
        return tuple(map(_saved, views(self._workspace.reader)))

    def add(self, name: str, query: ProjectQuery, columns: Sequence[str] = ()) -> SavedView:
        """Keep a new view. Raises RuleError for a name that is empty or taken."""
        with self._workspace.transaction("add_view") as tx:
            made = SavedView(tx.new_id(), self._free_name(name), query, tuple(columns))
            keep_view(tx, _kept(made))
        return made

    def rename(self, view_id: str, name: str) -> SavedView:
        """Give a view another name. Raises NotFoundError, or RuleError for a name that is empty or taken."""
        return self._change(replace(self._get(view_id), name=self._free_name(name, view_id)))

    def change(self, view_id: str, query: ProjectQuery, columns: Sequence[str] = ()) -> SavedView:
        """Let a view show something else. Raises NotFoundError."""
        return self._change(replace(self._get(view_id), query=query, columns=tuple(columns)))

    def delete(self, view_id: str) -> SavedView:
        """Take a view out; returns what it was, to put it back. Raises NotFoundError."""
        found = self._get(view_id)
        with self._workspace.transaction("delete_view") as tx:
            forget_view(tx, view_id)
        return found

    def put_back(self, deleted: SavedView) -> SavedView:
        """Keep a view that was deleted as it was. Raises RuleError where its name was taken meanwhile."""
        return self._change(replace(deleted, name=self._free_name(deleted.name, deleted.id)))

    def _change(self, made: SavedView) -> SavedView:
        with self._workspace.transaction("change_view") as tx:
            keep_view(tx, _kept(made))
        return made

    def _get(self, view_id: str) -> SavedView:
        found = view(self._workspace.reader, view_id)
        if found is None:
            raise NotFoundError("services.no_such_view", view=view_id)
        return _saved(found)

    def _free_name(self, name: str, view_id: str = "") -> str:
        wanted = name.strip()
        demand(bool(wanted), "services.view_without_name")
        taken = {one.name for one in views(self._workspace.reader) if one.id != view_id}
        demand(wanted not in taken, "services.view_name_taken", name=wanted)
        return wanted


def query_as_json(query: ProjectQuery) -> dict[str, Any]:
    """What differs from the query that asks for everything; see `query_of`."""
    told = {field.name: getattr(query, field.name) for field in fields(query)}
    given = {name: value for name, value in told.items() if value != getattr(ProjectQuery(), name)}
    return {name: [str(one) for one in value] if isinstance(value, tuple) else value for name, value in given.items()}


def query_of(content: Mapping[str, Any]) -> ProjectQuery:
    """The query of such JSON. What this version does not know is left out: a newer one may have kept it."""
    choices: dict[str, Any] = {
        name: tuple(kind(one) for one in content.get(name, ()) if one in set(kind)) for name, kind in _CHOICES.items()
    }
    references: dict[str, Any] = {name: tuple(map(str, content.get(name, ()))) for name in _REFERENCES}
    sort = content.get("sort", SortColumn.NAME)
    return ProjectQuery(
        text=str(content.get("text", "")),
        sort=SortColumn(sort) if sort in set(SortColumn) else SortColumn.NAME,
        descending=content.get("descending") is True,
        **choices,
        **references,
    )


def _saved(one: KeptView) -> SavedView:
    return SavedView(one.id, one.name, query_of(one.query), one.columns)


def _kept(one: SavedView) -> KeptView:
    return KeptView(one.id, one.name, query_as_json(one.query), one.columns)
