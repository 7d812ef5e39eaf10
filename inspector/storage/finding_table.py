"""Lists of projects in SQL: which ones, in which order, a page after a key, and the cells that a list shows.

Sorted by a cell and then by row number, which every index of SQLite carries, so that a page begins where the
one before ended, at any depth (performance.md, "page of 100 at any depth"). Empty cells make a second part after
all others: a user looks for what is there.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from inspector.domain.errors import StorageError
from inspector.domain.lamps import LampColour
from inspector.domain.project import ConstructionStatus, Project, ProjectKind, Stage
from inspector.domain.project_query import LampTally, ProjectQuery, ProjectRow, ProjectTotals, SortColumn
from inspector.storage.codec import Stored, canonical, decoder
from inspector.storage.reader import Reader
from inspector.storage.search_table import SearchTable
from inspector.storage.shape import shape

Numbers = Mapping[LampColour, Sequence[int]]
"""The projects (row numbers) by the worst colour of their lamps; those without a burning lamp are left out."""


@dataclass(frozen=True)
class Cursor:
    """Where a page ended: the sorted cell, None in the part of the empty ones, and the row number."""

    key: Stored
    number: int


@dataclass(frozen=True)
class Question:
    """A query on a day, with the lamps of that day where it asks for them."""

    query: ProjectQuery
    on: date
    lamps: Numbers


def _in_order(column: str, kinds: type[StrEnum]) -> str:
    whens = " ".join(f"WHEN '{one.value}' THEN {place}" for place, one in enumerate(kinds))
    return f"CASE {column} {whens} END"


_LISTED = "(SELECT value FROM json_each(:{name}))"
_PLANNED = (
    "(SELECT planned_investment FROM annual_plan WHERE project_id = t.id AND year = :year"
    " ORDER BY version DESC, id DESC LIMIT 1)"
)
_OPEN = "(SELECT count(*) FROM problem WHERE project_id = t.id AND state IS NOT 'closed')"
_VISITED = "(SELECT max(substr(visited_at, 1, 10)) FROM inspection WHERE project_id = t.id AND state = 'signed')"
_BROAD = 5_000
_BURNING = (LampColour.RED, LampColour.YELLOW, LampColour.GREEN)
_SORTED = {
    SortColumn.NAME: "t.name",
    SortColumn.CODE: "t.project_code",
    SortColumn.AREA: "(SELECT code FROM area WHERE id = t.area_id)",
    SortColumn.PARK: "(SELECT code FROM area WHERE id = t.park_id)",
    SortColumn.KIND: _in_order("t.kind", ProjectKind),
    SortColumn.STAGE: _in_order("t.stage", Stage),
    SortColumn.CONSTRUCTION_STATUS: _in_order("t.construction_status", ConstructionStatus),
    SortColumn.TOTAL_INVESTMENT: "t.total_investment",
    SortColumn.PLANNED_INVESTMENT: _PLANNED,
    SortColumn.LAMP: "CASE "
    + " ".join(f"WHEN t.rowid IN {_LISTED.format(name=one)} THEN {at}" for at, one in enumerate(_BURNING))
    + " ELSE 3 END",
    SortColumn.OPEN_PROBLEMS: _OPEN,
    SortColumn.LAST_VISIT: _VISITED,
}
_LEADERS = (
    "t.id IN (SELECT project_id FROM assignment WHERE role = 'leader' AND holder IN (SELECT value FROM"
    " json_each(:leaders)) AND ifnull(from_date, '') <= :on AND (to_date IS NULL OR to_date > :on))"
)
_SHOWN = f"""
SELECT t.rowid, t.id, t.name, t.project_code, area.name, park.name, t.kind, t.stage, t.construction_status,
       t.total_investment, {_PLANNED}, {_OPEN}, {_VISITED}, t.status_text
FROM json_each(:numbers) AS asked JOIN project AS t ON t.rowid = asked.value
LEFT JOIN area ON area.id = t.area_id LEFT JOIN area AS park ON park.id = t.park_id
ORDER BY asked.key
"""  # noqa: S608 - made of declared names


class FindingTable:
    """Questions about lists of projects over one connection."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._search = SearchTable(reader.connection)

    def numbers(self, question: Question) -> array[int]:
        """The row numbers of all projects found, in order: 8 bytes a project."""
        where, values = self._where(question)
        key, way = _SORTED[question.query.sort], _way(question)
        query = f"SELECT t.rowid FROM project AS t WHERE {where} ORDER BY {key} IS NULL, {key} {way}, t.rowid {way}"  # noqa: S608
        if question.query.sort is SortColumn.NAME:  # never empty: the index alone gives the order
            query = f"SELECT t.rowid FROM project AS t WHERE {where} ORDER BY {key} {way}, t.rowid {way}"  # noqa: S608
        return array("q", [number for (number,) in self._reader.fetch(query, values)])

    def page(self, question: Question, after: Cursor | None, limit: int) -> list[Cursor]:
        """The next projects after a place, each with its place; fewer than `limit` at the end."""
        found: list[Cursor] = []
        if after is None or after.key is not None:
            found = list(self._part(question, after, limit, empty=False))
            after = None
        if len(found) < limit:
            found += self._part(question, after, limit - len(found), empty=True)
        return found

    def count(self, question: Question) -> int:
        """How many projects are found."""
        asked = self._search.condition(Project.KIND, question.query.text)
        if asked.indexed and _only_text(question.query):
            query = "SELECT count(*) FROM search_project WHERE search_project MATCH ?"
            return _first(self._reader.rows(query, asked.values))
        where, values = self._where(question)
        return _first(self._reader.rows(f"SELECT count(*) FROM project AS t WHERE {where}", values))  # noqa: S608

    def totals(self, question: Question) -> ProjectTotals:
        """The sums over all projects found."""
        where, values = self._where(question)
        query = (
            f"SELECT count(*), ifnull(sum(t.total_investment), 0), ifnull(sum({_PLANNED}), 0), ifnull(sum({_OPEN}), 0),"  # noqa: S608
            f" count(t.total_investment), count({_PLANNED}) FROM project AS t WHERE {where}"
        )
        count, total, planned, problems, *filled = next(self._reader.rows(query, {**values, "year": question.on.year}))
        money = decoder(shape(Project).by_name["total_investment"])
        with_total, with_plan = (int(str(one)) for one in filled)
        return ProjectTotals(int(str(count)), money(total), money(planned), int(str(problems)), with_total, with_plan)

    def shown(self, numbers: Iterable[int], on: date, lamps: Mapping[int, LampTally]) -> Iterator[ProjectRow]:
        """The rows of these projects in their order; those that are gone are left out."""
        asked: dict[str, Stored] = {"numbers": canonical(list(numbers)), "year": on.year}
        for number, row_id, name, code, area, park, *cells in self._reader.rows(_SHOWN, asked):
            try:
                told = _row((number, row_id, name, code, area, park), cells, lamps)
            except (ArithmeticError, TypeError, ValueError) as error:
                raise StorageError("storage.damaged_row", kind=Project.KIND, id=row_id) from error
            yield told

    def ids(self, numbers: Iterable[int]) -> Mapping[int, str]:
        """The ids of these projects by row number; those that are gone are left out."""
        query = "SELECT t.rowid, t.id FROM json_each(?) AS asked JOIN project AS t ON t.rowid = asked.value"
        return {int(str(number)): str(found) for number, found in self._reader.rows(query, [canonical(list(numbers))])}

    def number_of(self, project_id: str) -> int | None:
        """The row number of a project, None where it is not there."""
        found = self._reader.rows("SELECT rowid FROM project WHERE id = ?", [project_id])
        return next((int(str(number)) for (number,) in found), None)

    def _part(self, question: Question, after: Cursor | None, limit: int, *, empty: bool) -> Iterator[Cursor]:
        where, values = self._where(question, walked=self._is_broad(question))
        key, way = _SORTED[question.query.sort], _way(question)
        beyond = "<" if way == "DESC" else ">"
        where += f" AND {key} IS NULL" if empty else f" AND {key} IS NOT NULL"
        if after is not None:
            where += f" AND t.rowid {beyond} :number" if empty else f" AND ({key}, t.rowid) {beyond} (:key, :number)"
            values |= {"key": after.key, "number": after.number}
        order = f"t.rowid {way}" if empty else f"{key} {way}, t.rowid {way}"
        query = f"SELECT {key}, t.rowid FROM project AS t WHERE {where} ORDER BY {order} LIMIT {int(limit)}"  # noqa: S608
        return (Cursor(found, int(str(number))) for found, number in self._reader.rows(query, values))

    def _is_broad(self, question: Question) -> bool:
        """Whether so much is found that walking the names in order meets a page of it sooner than sorting the hits."""
        query = question.query
        return (
            bool(query.text) and query.sort is SortColumn.NAME and _only_text(query) and self.count(question) > _BROAD
        )

    def _where(self, question: Question, *, walked: bool = False) -> tuple[str, dict[str, Stored]]:
        """The conditions of a question and everything that they and its order bind.

        With `walked` the index of the search does not choose the rows, but judges those that an order brings.
        """
        query = question.query
        asked = self._search.condition(Project.KIND, query.text)
        parts, values = [("+" if walked and asked.indexed else "") + _named(asked.sql)], _numbered(asked.values)
        columns = {"stage": query.stages, "area_id": query.areas, "park_id": query.parks, "kind": query.kinds}
        for name, wanted in {**columns, "construction_status": query.statuses}.items():
            if wanted:
                parts.append(f"t.{name} IN {_LISTED.format(name=name)}")
                values[name] = canonical([str(one) for one in wanted])
        if query.leaders:
            parts.append(_LEADERS)
            values["leaders"] = canonical(list(query.leaders))
        if query.lamps:
            parts.append(_burning(query.lamps))
        if query.asks_for_lamps:
            values |= {one.value: canonical(list(question.lamps.get(one, ()))) for one in _BURNING}
        return " AND ".join(parts), {**values, "on": question.on.isoformat(), "year": question.on.year}


def _way(question: Question) -> str:
    return "DESC" if question.query.descending else "ASC"


def _only_text(query: ProjectQuery) -> bool:
    return query == ProjectQuery(text=query.text, sort=query.sort, descending=query.descending)


def _burning(wanted: Iterable[LampColour]) -> str:
    """The condition that the worst lamp has one of these colours."""
    colours = tuple(wanted)
    parts = [f"t.rowid IN {_LISTED.format(name=one)}" for one in _BURNING if one in colours]
    if LampColour.NONE in colours:
        parts.append(" AND ".join(f"t.rowid NOT IN {_LISTED.format(name=one)}" for one in _BURNING))
    return f"({' OR '.join(parts)})"


def _named(sql: str) -> str:
    """A condition with its places numbered, as the other values are bound by name."""
    first, *others = sql.split("?")
    return first + "".join(f":text{place}{part}" for place, part in enumerate(others))


def _numbered(values: Sequence[str]) -> dict[str, Stored]:
    return {f"text{place}": value for place, value in enumerate(values)}


def _first(found: Iterator[Sequence[Stored]]) -> int:
    return int(str(next(found)[0]))


def _row(said: tuple[Any, ...], cells: Sequence[Any], lamps: Mapping[int, LampTally]) -> ProjectRow:
    kind, stage, status, total, planned, problems, visited, status_text = cells
    money = decoder(shape(Project).by_name["total_investment"])
    number, row_id, name, code, area, park = said
    return ProjectRow(
        number=number,
        id=row_id,
        name=name,
        code=code,
        area=area,
        park=park,
        kind=None if kind is None else ProjectKind(kind),
        stage=None if stage is None else Stage(stage),
        construction_status=None if status is None else ConstructionStatus(status),
        total_investment=None if total is None else money(total),
        planned_investment=None if planned is None else money(planned),
        open_problems=problems,
        last_visit=None if visited is None else date.fromisoformat(visited),
        status_text=status_text,
        lamps=lamps.get(number, LampTally()),
    )
