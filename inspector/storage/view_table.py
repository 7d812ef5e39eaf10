"""Saved views: what lists the people of this workspace keep, with filters and columns. They never travel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from inspector.domain.record import Json
from inspector.storage.local_records import LocalKind, forget, keep, kept, kept_at
from inspector.storage.reader import Reader
from inspector.storage.transaction import Transaction


@dataclass(frozen=True)
class KeptView:
    """A view as it is kept: `query` is the filter as JSON, `columns` are the names of the columns shown."""

    id: str
    name: str
    query: Json
    columns: tuple[str, ...]


def views(reader: Reader) -> tuple[KeptView, ...]:
    """Every view, by name."""
    return tuple(sorted(map(_view, kept(reader, LocalKind.VIEW)), key=lambda one: (one.name, one.id)))


def view(reader: Reader, view_id: str) -> KeptView | None:
    """The view with this id."""
    found = kept_at(reader, LocalKind.VIEW, view_id)
    return None if found is None else _view(found)


def keep_view(tx: Transaction, view: KeptView) -> None:
    """Keep a view, or what it is now."""
    keep(tx, LocalKind.VIEW, view.id, {**vars(view), "query": dict(view.query), "columns": list(view.columns)})


def forget_view(tx: Transaction, view_id: str) -> None:
    """Take a view out, if it is there."""
    forget(tx, LocalKind.VIEW, view_id)


def _view(content: Any) -> KeptView:  # noqa: ANN401 - plain JSON
    return KeptView(**{**content, "columns": tuple(content["columns"])})
