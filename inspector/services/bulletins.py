"""简报: compiling an issue from a frozen snapshot, checking its figures, printing it, and its states.

A bulletin is compiled once from the data of its period and frozen; printing it again prints the frozen pages
until it is refreshed, and an issued one can only be corrected by a new revision (domain.md §2).
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from inspector.bulletin.content import BulletinContent, PhotoSource
from inspector.bulletin.pen import Pen
from inspector.bulletin.render import render
from inspector.bulletin.report import RenderReport
from inspector.domain.bulletin import Bulletin, BulletinFigure, BulletinSection, BulletinState
from inspector.domain.bulletin_states import correct, issue, review
from inspector.domain.errors import FormatError, NotFoundError, RuleError
from inspector.domain.figures import CheckReport, check_text
from inspector.domain.ids import Clock, SystemClock, local_time
from inspector.domain.periods import Period
from inspector.domain.profile import CityProfile
from inspector.photos import PhotoStore
from inspector.services.bulletin_edits import (
    NO_SECTIONS,
    WRITTEN,
    carried_over,
    edited,
    printed_figures,
)
from inspector.services.bulletin_seal import sealed
from inspector.services.bulletin_text import printed_text
from inspector.services.compile_content import Composed, IssueHead, compose_issue
from inspector.services.content_json import content_from_json, content_to_json
from inspector.services.frozen_tables import Query, Row, rows_behind
from inspector.services.lamps import LampService
from inspector.services.period_tables import freeze
from inspector.services.photo_picks import Pick
from inspector.services.section_order import arranged
from inspector.services.section_writer import Section
from inspector.services.sections.context import SectionContext
from inspector.services.sections.visits import PhotoBlock, picked_blocks, uncredited
from inspector.services.studio_drift import DataChange, changes_between, projects_to_read
from inspector.services.wording import record_title
from inspector.storage.freshness import touched_since_freeze
from inspector.storage.merge import Conflict
from inspector.storage.reader import Reader
from inspector.storage.transaction import Transaction
from inspector.storage.workspace import DataTier, Workspace
from inspector.texts import label

MARKS = {DataTier.SYNTHETIC: "合成数据", DataTier.DEMO: "演示数据"}
SHOWN_CONFLICTS = 5
ISSUED = frozenset({BulletinState.ISSUED, BulletinState.CORRECTED})


@dataclass(frozen=True)
class Compiled:
    """A printed issue: `reused` says that an earlier freeze was printed; `uncredited` photos were left out."""

    bulletin: Bulletin
    report: RenderReport
    check: CheckReport
    reused: bool
    uncredited: int


@dataclass(frozen=True)
class BulletinDetails:
    """An issue with its sections and figures."""

    bulletin: Bulletin
    sections: tuple[BulletinSection, ...]
    figures: tuple[BulletinFigure, ...]


class BulletinService:
    """Use cases of 简报编制 on one workspace."""

    def __init__(
        self,
        workspace: Workspace,
        profile: CityProfile,
        lamps: LampService,
        photos: PhotoStore,
        clock: Clock | None = None,
    ) -> None:
        self._workspace = workspace
        self._profile = profile
        self._lamps = lamps
        self._photos = photos
        self._clock = clock or SystemClock()

    def compile(
        self,
        period: Period,
        out: Path,
        *,
        on: date | None = None,
        head: IssueHead | None = None,
        refresh: bool = False,
    ) -> Compiled:
        """Print the issue of `period` to `out`, freezing the data as of `on` (default: the period's end or today).

        A period that is frozen already is printed as it was, unless `refresh` freezes it anew; of an issued
        one that makes a correction with the next revision. Figures are checked, never corrected.
        """
        found = self.latest(period)
        bulletin = self.freeze(period, on=on, head=head, refresh=refresh)
        return self.print(bulletin, out, reused=found is not None and not refresh)

    def freeze(
        self, period: Period, *, on: date | None = None, head: IssueHead | None = None, refresh: bool = False
    ) -> Bulletin:
        """The issue of `period`, frozen now where it is not yet or where `refresh` asks for it; as `compile`."""
        found = self.latest(period)
        if found is not None and not refresh:
            return found
        day = on or min(period.last_day, local_time(self._clock).date())
        if day not in period:
            raise RuleError("services.day_outside_period", day=day.isoformat(), period=str(period))
        return self._freeze(period, day, _kept_head(head or IssueHead(), found), found)

    def latest(self, period: Period) -> Bulletin | None:
        """The newest revision of the issue of `period`."""
        found = self._workspace.reader.all(Bulletin, period=str(period))
        return max(found, key=lambda one: one.revision, default=None)

    def all(self) -> list[Bulletin]:
        """All issues and revisions, newest period first."""
        return sorted(self._workspace.reader.all(Bulletin), key=lambda one: (one.period, one.revision), reverse=True)

    def show(self, reference: str) -> BulletinDetails:
        """An issue by its id or its period (`2022-06-1`: the newest revision)."""
        bulletin = self._found(reference)
        reader = self._workspace.reader
        return BulletinDetails(
            bulletin,
            tuple(reader.all(BulletinSection, order=("position",), bulletin_id=bulletin.id)),
            tuple(reader.all(BulletinFigure, order=("section_key", "name"), bulletin_id=bulletin.id)),
        )

    def rows_of(self, reference: str, section: str, name: str) -> list[Row]:
        """The frozen rows behind a figure; for a rate, those of its numerator."""
        bulletin = self._found(reference)
        figure = self._workspace.reader.find(BulletinFigure, bulletin_id=bulletin.id, section_key=section, name=name)
        if figure is None:
            raise NotFoundError("services.no_such_figure", section=section, name=name)
        query: Mapping[str, Any] = figure.query or {}
        if "ratio" in query:
            query = query["ratio"][0]
        if "table" not in query:
            return []
        return list(rows_behind(Query.from_json(query), _snapshot(bulletin)["tables"]))

    def review(self, reference: str) -> Bulletin:
        """核稿: refused while the figures of the text contradict each other."""
        bulletin = self._found(reference)
        report = check_text(printed_text(self.content(bulletin)))
        if report.inconsistencies:
            raise RuleError("services.figures_contradict", count=len(report.inconsistencies))
        return self._put("review_bulletin", review(bulletin))

    def issue(self, reference: str) -> Bulletin:
        """印发, with the hash of the PDF: from here on only a correction, as a new revision, is possible."""
        bulletin = issue(self._found(reference))
        with tempfile.TemporaryDirectory() as folder:
            report = render(self.content(bulletin), Path(folder) / "issued.pdf")
        with self._workspace.transaction("issue_bulletin") as tx:
            tx.put(bulletin)
            tx.insert(sealed(tx.new_id(), bulletin, report))
        return bulletin

    def _put(self, action: str, bulletin: Bulletin) -> Bulletin:
        with self._workspace.transaction(action) as tx:
            tx.put(bulletin)
        return bulletin

    def _found(self, reference: str) -> Bulletin:
        found = self._workspace.reader.find(Bulletin, id=reference)
        if found is None:
            revisions = self._workspace.reader.all(Bulletin, period=reference)
            found = max(revisions, key=lambda one: one.revision, default=None)
        if found is None:
            raise NotFoundError("services.no_such_bulletin", bulletin=reference)
        return found

    def changes_since_freeze(self, details: BulletinDetails) -> tuple[DataChange, ...]:
        """What the issue would count otherwise if it were frozen now for the same day."""
        reader, bulletin = self._workspace.reader, details.bulletin
        frozen: Mapping[str, list[Row]] = _snapshot(bulletin)["tables"]
        touched = touched_since_freeze(reader, bulletin.id)
        only = None if touched is None else projects_to_read(reader, touched, frozen)
        if only is not None and not only:
            return ()
        period = Period.parse(bulletin.period)
        today = freeze(reader, self._profile, self._lamps, period, bulletin.as_of, only)
        return changes_between(frozen, today, only)

    def _freeze(self, period: Period, on: date, head: IssueHead, before: Bulletin | None) -> Bulletin:
        _demand_no_conflicts(self._workspace)
        tables = freeze(self._workspace.reader, self._profile, self._lamps, period, on)
        context = self._context(period, on, tables)
        composed = compose_issue(context, head, MARKS.get(self._workspace.info.tier, ""))
        bodies = self._bodies(before, composed)
        with self._workspace.transaction("freeze_bulletin") as tx:
            bulletin = self._frozen(self._base(tx, period, on, before), composed, context, head)
            _replace_parts(tx, bulletin, composed, bodies)
            if before is not None and before.id != bulletin.id:
                _copy_written(tx, before, bulletin)
        return bulletin

    def _bodies(self, before: Bulletin | None, composed: Composed) -> dict[str, str]:
        """The text of each section, with what the office had rewritten in the freeze before."""
        if before is None or before.snapshot is None:
            return {one.key: one.body() for one in composed.sections}
        parts = self.show(before.id)
        content, printed = self._as_frozen(before), printed_figures(parts.figures)
        return {one.key: carried_over(content, parts.sections, printed, one) for one in composed.sections}

    def _context(self, period: Period, on: date, tables: Mapping[str, list[Row]]) -> SectionContext:
        previous = _previous_figures(self._workspace.reader, self.latest(period.previous()))
        has_plan = any(row["planned"] for row in tables["projects"])
        return SectionContext(self._profile, period, on, tables, previous, self._photo, has_plan)

    def _base(self, tx: Transaction, period: Period, on: date, before: Bulletin | None) -> Bulletin:
        """The record to freeze into: the next revision of an issued one, which is marked as corrected, or the old."""
        if before is None:
            issue_number = period.issue_number
            return Bulletin(id=tx.new_id(), year=period.year, issue_number=issue_number, period=str(period), as_of=on)
        if before.state not in ISSUED:
            return before
        corrected, revision = correct(before, tx.new_id())
        tx.put(corrected)
        return revision

    def _frozen(self, base: Bulletin, composed: Composed, context: SectionContext, head: IssueHead) -> Bulletin:
        return replace(
            base,
            as_of=context.on,
            state=BulletinState.FROZEN,
            title=composed.content.title,
            total_number=composed.content.masthead.total_number,
            snapshot={
                "content": content_to_json(composed.content),
                "tables": context.tables,
                "head": asdict(head),
                "uncredited": uncredited(context),
            },
            frozen_at=local_time(self._clock),
        )

    def _photo(self, sha256: str) -> PhotoSource:
        """The print copy; of a photo that is lost or not here yet a place without a file, which prints as such."""
        try:
            return self._photos.print_file(sha256)
        except (NotFoundError, FormatError):
            return self._workspace.photos / f"{sha256}.jpg"

    def content(self, bulletin: Bulletin) -> BulletinContent:
        """What an issue prints: the frozen content with what the office has written over it."""
        return self.content_of(self.show(bulletin.id))

    def content_of(self, details: BulletinDetails) -> BulletinContent:
        """The same of an issue whose sections may not be saved yet."""
        return arranged(self.written(details), details.sections)

    def written(self, details: BulletinDetails) -> BulletinContent:
        """All sections as the office has written them, in the city's order, the hidden ones too."""
        bulletin = details.bulletin

        def photos(picks: tuple[Pick, ...]) -> list[PhotoBlock]:
            return picked_blocks(self._frozen_context(bulletin), picks)

        printed = printed_figures(details.figures)
        return edited(self._as_frozen(bulletin), bulletin.title, details.sections, printed, photos)

    def _as_frozen(self, bulletin: Bulletin) -> BulletinContent:
        made: BulletinContent = content_from_json(_snapshot(bulletin)["content"], self._photo)
        return made

    def _frozen_context(self, bulletin: Bulletin) -> SectionContext:
        tables, period = _snapshot(bulletin)["tables"], Period.parse(bulletin.period)
        return SectionContext(self._profile, period, bulletin.as_of, tables, {}, self._photo, has_plan=True)

    def print(self, bulletin: Bulletin, out: Path, *, reused: bool = True, pen: Pen | None = None) -> Compiled:
        """Print an issue to `out` as it stands; one `pen` for many prints makes them quick.

        Raises RuleError where it is not frozen.
        """
        content = self.content(bulletin)
        report = render(content, out, pen=pen)
        check = check_text(printed_text(content))
        return Compiled(bulletin, report, check, reused, int(_snapshot(bulletin).get("uncredited", 0)))


def _snapshot(bulletin: Bulletin) -> Mapping[str, Any]:
    if bulletin.snapshot is None:
        raise RuleError("services.bulletin_not_frozen", period=bulletin.period)
    return bulletin.snapshot


def _kept_head(head: IssueHead, before: Bulletin | None) -> IssueHead:
    """`head`, with what the office had written for the issue before where it now writes nothing."""
    if before is None or before.snapshot is None:
        return head
    written: dict[str, Any] = dict(before.snapshot.get("head", {}))
    if before.title != before.snapshot["content"]["title"]:
        written["title"] = before.title
    return IssueHead(**{name: value or written.get(name) or value for name, value in asdict(head).items()})


def open_conflicts(workspace: Workspace) -> list[str]:
    """The conflicts that keep an issue from being frozen, by record and field."""
    return [_conflict_name(workspace.reader, one) for one in workspace.conflicts.listed() if one.decides]


def _demand_no_conflicts(workspace: Workspace) -> None:
    """A field that decides something is reviewed before it is printed (exchange.md)."""
    found = open_conflicts(workspace)
    if found:
        raise RuleError("services.conflicts_open", count=len(found), fields=found[:SHOWN_CONFLICTS])


def _conflict_name(reader: Reader, one: Conflict) -> str:
    named = f"{label(one.kind)} {record_title(reader, one.kind, one.id)}"
    return f"{named} {label(one.kind, one.field)}" if one.field else named


def _previous_figures(reader: Reader, bulletin: Bulletin | None) -> dict[tuple[str, str], Decimal]:
    if bulletin is None:
        return {}
    figures = reader.all(BulletinFigure, bulletin_id=bulletin.id)
    return {(one.section_key, one.name): one.value for one in figures if one.value is not None}


def _replace_parts(tx: Transaction, bulletin: Bulletin, composed: Composed, bodies: Mapping[str, str]) -> None:
    """Write the bulletin with its sections and figures in place of an earlier freeze; 按语 and photos stay."""
    for section in list(tx.reader.all(BulletinSection, bulletin_id=bulletin.id)):
        if section.key not in NO_SECTIONS:
            tx.delete(BulletinSection, section.id)
    for figure in list(tx.reader.all(BulletinFigure, bulletin_id=bulletin.id)):
        tx.delete(BulletinFigure, figure.id)
    tx.put(bulletin)
    for position, written in enumerate(composed.sections, start=1):
        tx.insert(
            BulletinSection(
                id=tx.new_id(),
                bulletin_id=bulletin.id,
                position=position,
                key=written.key,
                title=written.title,
                body=bodies[written.key],
            )
        )
        tx.insert_many(_figure_rows(tx, bulletin, written))


def _copy_written(tx: Transaction, before: Bulletin, bulletin: Bulletin) -> None:
    """A correction begins with the 按语 and the photos of what it corrects."""
    for one in list(tx.reader.all(BulletinSection, bulletin_id=before.id)):
        if one.key in WRITTEN:
            tx.insert(replace(one, id=tx.new_id(), bulletin_id=bulletin.id))


def _figure_rows(tx: Transaction, bulletin: Bulletin, section: Section) -> list[BulletinFigure]:
    return [
        BulletinFigure(
            id=tx.new_id(),
            bulletin_id=bulletin.id,
            section_key=section.key,
            name=one.name,
            printed=one.printed,
            value=one.value,
            numerator=one.numerator,
            denominator=one.denominator,
            decimals=one.decimals,
            unit=one.unit,
            query=one.query,
        )
        for one in section.figures
    ]
