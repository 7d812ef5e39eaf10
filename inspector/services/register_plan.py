"""What an import would do: each row matched with the register, its differences, and why rows are refused.

It stands apart from `register` (files and transactions) because this is a pure comparison: the dry run that a
user reads is exactly what the import then writes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from unicodedata import normalize

from inspector.domain.codes import check_credit_code, check_project_code
from inspector.domain.errors import FormatError, RuleError
from inspector.domain.geo import Position, position_findings
from inspector.domain.profile import CityProfile
from inspector.domain.project import Area, ConstructionStatus, Project
from inspector.domain.reasons import Reason
from inspector.domain.registration import check_threshold
from inspector.services.positions import rounded_position, stored_position
from inspector.services.register_lines import DISPATCH_FIELDS, HOLDER_FIELDS, RegisterView, held_by, period_of
from inspector.sheets.findings import Notice, Refusal, RegisterFile, RegisterRow
from inspector.sheets.register_line import LINE_FIELDS, RegisterLine
from inspector.storage.reader import Reader

SYNTHETIC_PREFIX = "合成"
_SUFFIXES = "县区市"
_DOTS = dict.fromkeys(map(ord, "・•‧∙⋅･●"), "·")
"""Dots between the parts of a name, which every input method writes otherwise."""
IDENTITY = ("project_id", "project_code", "province_platform_code")


@dataclass(frozen=True)
class Difference:
    """A field of a line that the file changes."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class PlannedRow:
    """A row that changes the register: `project` is None where it is new."""

    row: RegisterRow
    line: RegisterLine
    project: Project | None
    area: Area | None
    park: Area | None
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class ImportPlan:
    """What the file would do. Nothing lands while there is a refusal."""

    file: RegisterFile
    rows: tuple[PlannedRow, ...]
    unchanged: int
    refusals: tuple[Refusal, ...]
    notices: tuple[Notice, ...] = ()

    @property
    def new(self) -> tuple[PlannedRow, ...]:
        """Rows of projects that the register does not have."""
        return tuple(one for one in self.rows if one.project is None)

    @property
    def changed(self) -> tuple[PlannedRow, ...]:
        """Rows that change a project of the register."""
        return tuple(one for one in self.rows if one.project is not None)

    @property
    def differences(self) -> int:
        """How many fields would change in projects that are there already."""
        return sum(len(one.differences) for one in self.changed)


class Planner:
    """Compares the rows of one file with the register.

    `year` is that of plans without one; `synthetic` says what the register holds (None: nothing yet).
    """

    def __init__(
        self, reader: Reader, profile: CityProfile, file: RegisterFile, *, year: int, synthetic: bool | None
    ) -> None:
        self._reader = reader
        self._profile = profile
        self._file = file
        self._synthetic = synthetic
        self._view = RegisterView(reader, year)
        self._areas = AreaNames(self._view.areas.values(), profile)
        self._lists = {one.name: one for one in self._view.lists.values()}
        self._seen: dict[str, tuple[RegisterRow, Project | None]] = {}
        self._by_key = self._known()

    def plan(self) -> ImportPlan:
        """The plan of the file."""
        file = self._file
        rows, refusals, unchanged = [], list(file.refusals), 0
        for row in file.rows:
            try:
                planned = self._row(row)
            except RefusedRowError as refused:
                refusals.append(refusal_of(file, row, refused))
                continue
            if planned.project is not None and not planned.differences:
                unchanged += 1
            else:
                rows.append(planned)
        return ImportPlan(file, tuple(rows), unchanged, tuple(refusals), import_notices(file))

    def _known(self) -> dict[str, list[Project]]:
        found: dict[str, list[Project]] = {}
        for project in self._reader.all(Project):
            keys = {f"id:{project.id}", f"name:{folded(project.name)}"}
            keys |= {f"code:{code}" for code in (project.project_code, project.province_platform_code) if code}
            for key in keys:
                found.setdefault(key, []).append(project)
        return found

    def _row(self, row: RegisterRow) -> PlannedRow:
        line = row.line()
        project = self._match(line)
        self._refuse_twice(row, line, project)
        area = self._areas.find("area_name", line.area_code, line.area_name)
        park = self._areas.find("park_name", line.park_code, line.park_name)
        self._check_lists(line)
        _check_position(line, project)
        planned = PlannedRow(row, line, project, area, park, ())
        if project is None:
            self._check_new(line, area)
        else:
            planned = replace(planned, differences=self._differences(planned, project))
        self._check_amount(planned)
        return planned

    def _refuse_twice(self, row: RegisterRow, line: RegisterLine, project: Project | None) -> None:
        """Two rows of one file for one project: by code always, by name unless their codes tell them apart.

        Two projects that the register has already may be alike: a merge left them so.
        """
        keys = {f"{field}:{getattr(line, field)}": field for field in IDENTITY if getattr(line, field)}
        keys[f"name:{folded(line.name)}"] = "name"
        keys |= {f"known:{project.id}": "name"} if project else {}
        for key, field in keys.items():
            first, known = self._seen.setdefault(key, (row, project))
            if first is row or (project and known and project.id != known.id):
                continue
            if key.startswith("name:") and _told_apart(first.values.get("project_code"), line.project_code):
                continue
            details = {"value": getattr(line, field), "sheet": first.sheet, "row": first.row_number}
            raise RefusedRowError(field, "services.duplicate_row", details)

    def _match(self, line: RegisterLine) -> Project | None:
        keys = [("project_id", f"id:{line.project_id}")]
        keys += [(field, f"code:{getattr(line, field)}") for field in IDENTITY[1:] if getattr(line, field)]
        for field, key in keys:
            found = self._by_key.get(key, [])
            if len(found) > 1:
                raise RefusedRowError(field, "services.several_projects", {"value": getattr(line, field)})
            if found:
                return found[0]
        return self._match_name(line)

    def _match_name(self, line: RegisterLine) -> Project | None:
        named = self._by_key.get(f"name:{folded(line.name)}", [])
        same = [one for one in named if not (line.project_code and one.project_code)]
        if len(same) > 1:
            raise RefusedRowError("name", "services.several_projects", {"value": line.name})
        if not same and named:
            codes = [one.project_code for one in named]
            raise RefusedRowError("name", "services.duplicate_name", {"name": line.name, "codes": codes})
        return same[0] if same else None

    def _check_lists(self, line: RegisterLine) -> None:
        unknown = [name for name in line.list_names if name not in self._lists]
        if unknown:
            known = list(self._lists)
            raise RefusedRowError("list_names", "services.unknown_list", {"names": unknown, "known": known})

    def _check_new(self, line: RegisterLine, area: Area | None) -> None:
        """A new project needs an area and is of the tier of the register, or of the rows before it."""
        if area is None:
            raise RefusedRowError("area_name", "services.area_missing", {"name": line.name})
        marked = line.name.startswith(SYNTHETIC_PREFIX)
        if self._synthetic is None:
            self._synthetic = marked
        if marked != self._synthetic:
            raise RefusedRowError("name", "services.tiers_mixed", {"name": line.name})

    def _check_amount(self, planned: PlannedRow) -> None:
        """A project reaches the thresholds of its lists when it, its amount or a list of it is new."""
        project, amount = planned.project, planned.line.total_investment
        names = {one.field: one.after for one in planned.differences}
        if project is not None and not names.keys() & {"total_investment", "list_names"}:
            return
        if amount is None and project is not None:
            amount = project.total_investment
        lists = names.get("list_names", planned.line.list_names) or (self._profile.lists[0].name,)
        for name in lists:
            try:
                check_threshold(amount, self._lists[name])
            except RuleError as error:
                raise RefusedRowError("total_investment", error.key, error.details) from error

    def _differences(self, planned: PlannedRow, project: Project) -> tuple[Difference, ...]:
        """Filled cells that differ; an empty cell keeps what the register has, and lists are only entered."""
        line = planned.line
        before = self._view.line(project, line.plan_year, period_of(line))
        after = resolved(planned)
        after = replace(after, list_names=tuple(sorted({*before.list_names, *after.list_names})))
        pairs = ((name, getattr(before, name), getattr(after, name)) for name in LINE_FIELDS)
        return tuple(Difference(*pair) for pair in pairs if pair[2] not in (None, ()) and not _alike(*pair))


def _check_position(line: RegisterLine, project: Project | None) -> None:
    try:
        stored_position(line, project)
    except FormatError as error:
        raise RefusedRowError("longitude", error.key, error.details) from error


def resolved(planned: PlannedRow) -> RegisterLine:
    """The line with areas and position as the register tells them, so that 连山 and 连山区 make no difference."""
    area, park, line = planned.area, planned.park, planned.line
    longitude, latitude = rounded_position(line, line.datum or (planned.project.datum if planned.project else None))
    return replace(
        line,
        longitude=longitude,
        latitude=latitude,
        area_code=area.code if area else None,
        area_name=area.name if area else None,
        park_code=park.code if park else None,
        park_name=park.name if park else None,
    )


def _alike(field: str, before: Any, after: Any) -> bool:  # noqa: ANN401 - any cell
    """Whether two cells say the same; the order of holders and the width of blanks, which Excel loses, say nothing."""
    if field in HOLDER_FIELDS.values() and before:
        return held_by(before) == held_by(after)
    if isinstance(before, str) and isinstance(after, str):
        return _single_blanks(before) == _single_blanks(after)
    return bool(before == after)


def _single_blanks(text: str) -> str:
    return " ".join(part for part in text.split(" ") if part)


def _told_apart(one: Any, other: str | None) -> bool:  # noqa: ANN401 - a cell value
    return bool(one and other and one != other)


def import_notices(file: RegisterFile) -> tuple[Notice, ...]:
    """What the rows as a whole should make a user look at: figures without a day, contradictions, typing slips."""
    found = []
    lines = [(row, row.line()) for row in file.rows]
    undated = [row for row, line in lines if _has_figures(line) and not (line.reported_on or line.dispatch_period)]
    if undated:
        found.append(Notice(undated[0].sheet, 0, "services.undated_figures", {"count": len(undated)}))
    for row, line in lines:
        if line.actual_start is not None and line.construction_status is ConstructionStatus.NOT_STARTED:
            details = {"name": line.name, "day": line.actual_start.isoformat()}
            found.append(Notice(row.sheet, row.row_number, "services.start_contradicts", details))
        doubts = _doubts(line)
        found.extend(Notice(row.sheet, row.row_number, one.key, dict(one.details)) for one in doubts)
    return tuple(found)


def _doubts(line: RegisterLine) -> tuple[Reason, ...]:
    """Codes and a place that are probably mistyped; they warn and never block (domain.md §5)."""
    found: tuple[Reason, ...] = ()
    if line.project_code:
        found += check_project_code(line.project_code).findings
    if line.owner_credit_code:
        found += check_credit_code(line.owner_credit_code).findings
    if line.longitude is not None and line.latitude is not None:
        found += position_findings(Position(line.longitude, line.latitude))
    return found


def _has_figures(line: RegisterLine) -> bool:
    return any(getattr(line, name) is not None for name in DISPATCH_FIELDS if name != "reported_on")


def folded(name: str) -> str:
    """A name for comparison: without blanks, brackets in one width, letters in one case, one kind of dot (·)."""
    return "".join(normalize("NFKC", name).casefold().translate(_DOTS).split())


class RefusedRowError(Exception):
    """A row that cannot be taken, and the field because of which."""

    def __init__(self, field: str, key: str, details: Mapping[str, Any]) -> None:
        super().__init__(key)
        self.field = field
        self.key = key
        self.details = details


class AreaNames:
    """Areas by code and by every way in which offices write their name."""

    def __init__(self, areas: Iterable[Area], profile: CityProfile) -> None:
        found = list(areas)
        self._by_name: dict[str, Area] = {}
        for area in found:
            for name in (area.code, area.name, f"{profile.name}{area.name}"):
                self._by_name.setdefault(folded(name), area)
        # 抚顺 may be 抚顺市 or 抚顺县: a short name counts only where one area has it.
        short = Counter(one.name.rstrip(_SUFFIXES) for one in found)
        for area in found:
            name = area.name.rstrip(_SUFFIXES)
            if short[name] == 1:
                self._by_name.setdefault(folded(name), area)

    def find(self, field: str, code: str | None, name: str | None) -> Area | None:
        """The area of a row, None where the row names none. Raises RefusedRowError for one that is not known."""
        if not code and not name:
            return None
        found = next((area for text in (code, name) if text and (area := self.named(text))), None)
        if found is None:
            raise RefusedRowError(field, "services.unknown_area", {"value": name or code, "known": self.known})
        return found

    def named(self, text: str) -> Area | None:
        """The area that a code or a name means."""
        return self._by_name.get(folded(text))

    @property
    def known(self) -> list[str]:
        """The names of all areas."""
        return sorted({one.name for one in self._by_name.values()})


def refusal_of(file: RegisterFile, row: RegisterRow, refused: RefusedRowError) -> Refusal:
    """Where the cell stands because of which a row is refused."""
    letter, header = "", ""
    for table in file.tables:
        heading = table.layout.heading(refused.field) if table.sheet.name == row.sheet else None
        if heading is not None:
            letter, header = heading.letter, heading.text
    raw = refused.details.get("value")
    return Refusal(row.sheet, row.row_number, letter, header, raw, refused.key, dict(refused.details))
