"""合并中心: many packages previewed at once, their conflicts decided, merged as one step, undone as one.

It joins what `packages.importing` (files) and `conflicts` (decisions) can do into what one screen shows. The preview is
the merge itself, rolled back; a decision taken on it is carried out inside the merge, so that one undo takes back all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from inspector.domain.changes import Changes
from inspector.domain.entities import kinds
from inspector.domain.errors import RuleError
from inspector.domain.ids import Clock, SystemClock, local_time
from inspector.exchange.signing import fingerprint
from inspector.photos import PhotoStore
from inspector.services.conflicts import ConflictService, ConflictView
from inspector.services.history import HistoryService
from inspector.services.merge_fields import merged_fields
from inspector.services.merge_view import DisputedRecord, MergeView, PackageView, Rule, Tally
from inspector.services.packages.importing import ImportWish, PackageImport, Progress
from inspector.services.packages.report import FileReport, FileStatus, ImportReport
from inspector.services.wording import record_title
from inspector.storage.merge import Conflict
from inspector.storage.ruling_table import forget_ruling
from inspector.storage.transaction import Transaction
from inspector.storage.workspace import Workspace


@dataclass
class _Inside:
    """What is done inside the transaction of a merge: look at the conflicts, then carry out the decisions."""

    review: MergeReview
    decisions: Mapping[str, str]
    records: tuple[DisputedRecord, ...] = field(default=())

    def __call__(self, tx: Transaction, found: tuple[Conflict, ...]) -> None:
        self.records = self.review.records(tx, found)
        for one in found:
            choice = self.decisions.get(one.key)
            if choice is not None:
                self.review.conflicts.settle(tx, one, choice)
                forget_ruling(tx, one.key)


class MergeReview:
    """Use cases of 合并中心 on one workspace."""

    def __init__(self, workspace: Workspace, store: PhotoStore, clock: Clock | None = None) -> None:
        self.conflicts = ConflictService(workspace)
        self._workspace = workspace
        self._incoming = PackageImport(workspace, store)
        self._history = HistoryService(workspace)
        self._clock = clock or SystemClock()

    def preview(self, files: Sequence[Path], progress: Progress | None = None) -> MergeView:
        """What merging these files would do; nothing is kept."""
        return self._taken(files, {}, ImportWish(dry_run=True), progress)

    def merge(
        self,
        files: Sequence[Path],
        decisions: Mapping[str, str],
        wish: ImportWish | None = None,
        progress: Progress | None = None,
    ) -> MergeView:
        """Merge all files that can be, with the decisions on their conflicts (key → choice, as `conflicts.resolve`).

        A conflict without a decision stays open and can be settled later. Raises as `PackageImport.take` does, and
        RuleError for a decision that is not clear; then nothing is kept.
        """
        return self._taken(files, decisions, wish or ImportWish(), progress)

    def open_records(self) -> tuple[DisputedRecord, ...]:
        """The conflicts that are open in the workspace, record by record, whichever merge brought them."""
        reader = self._workspace.reader
        return tuple(
            DisputedRecord(kind, row_id, record_title(reader, kind, row_id), found[0].project, tuple(found), ())
            for (kind, row_id), found in _by_record(self.conflicts.listed())
        )

    def by_rule(
        self, conflicts: Sequence[ConflictView], rule: Rule, decisions: Mapping[str, str] | None = None
    ) -> dict[str, str]:
        """The decisions, the undecided ones by a rule; where the rule names no single side they stay open."""
        made = dict(decisions or {})
        for one in conflicts:
            choice = _choice(one, rule)
            if one.key not in made and choice is not None:
                made[one.key] = choice
        return made

    def undo(self, view: MergeView, author: str = "") -> Changes:
        """Take the whole merge back. Raises RuleError `services.merge_is_not_last` where something was done since."""
        newest = self._history.undoable()
        if view.change_id == 0 or newest is None or newest.change_id != view.change_id:
            raise RuleError("services.merge_is_not_last")
        return self._history.undo(author)

    def records(self, tx: Transaction, found: Sequence[Conflict]) -> tuple[DisputedRecord, ...]:
        """The records in conflict as they stand inside a merge that is not committed yet."""
        views = self.conflicts.views(found, tx.reader)
        before, after = self._workspace.reader, tx.reader
        return tuple(
            DisputedRecord(
                kind,
                row_id,
                record_title(after, kind, row_id),
                found_here[0].project,
                tuple(found_here),
                merged_fields(before, after, kinds()[kind], row_id, {one.field for one in found_here}),
            )
            for (kind, row_id), found_here in _by_record(views)
        )

    def _taken(
        self, files: Sequence[Path], decisions: Mapping[str, str], wish: ImportWish, progress: Progress | None
    ) -> MergeView:
        inside = _Inside(self, decisions)
        made = replace(wish, inside=inside, decisions=decisions)
        return self._view(self._incoming.take(files, made, progress), inside.records)

    def _view(self, report: ImportReport, records: tuple[DisputedRecord, ...]) -> MergeView:
        states = [one.status for one in report.files]
        disputed = sum(len(one.conflicts) for one in records)
        return MergeView(
            packages=tuple(map(_package, report.files)),
            projects=report.projects,
            records=records,
            tally=_tally(report.changes, disputed),
            repeated=states.count(FileStatus.KNOWN),
            refused=states.count(FileStatus.REFUSED),
            waiting=states.count(FileStatus.QUARANTINED),
            missing=report.missing,
            photos_missing=report.photos_missing,
            change_id=0 if report.dry_run else report.changes.change_id,
            at=local_time(self._clock),
            record=report.record,
        )


def _by_record(views: Iterable[ConflictView]) -> Iterator[tuple[tuple[str, str], list[ConflictView]]]:
    """Those that block a bulletin first, then by project."""
    made: dict[tuple[str, str], list[ConflictView]] = {}
    for one in sorted(views, key=lambda one: (not one.decides, one.project, one.kind, one.id)):
        made.setdefault((one.kind, one.id), []).append(one)
    yield from made.items()


def _choice(one: ConflictView, rule: Rule) -> str | None:
    """A choice as `conflicts.resolve` reads it, None where the rule does not name one side."""
    sides = [side for side in one.sides if rule is Rule.NEWER or side.own is (rule is Rule.MINE)]
    if not sides or (rule is not Rule.NEWER and len(sides) > 1):
        return None
    return f"#{max(sides, key=lambda side: (side.at, -side.number)).number}"


def _package(one: FileReport) -> PackageView:
    manifest = one.manifest
    return PackageView(
        file=one.file,
        device=manifest.sender.device_name if manifest else "",
        kind=manifest.kind.value if manifest else "",
        number=manifest.number if manifest else 0,
        made_at=manifest.made_at if manifest else "",
        status=one.status,
        tally=_tally(one.changes, one.disputed),
        operations=one.operations,
        fresh=one.fresh,
        photos=one.photos,
        fingerprint=fingerprint(manifest.sender.key) if manifest else "",
        error=one.error,
        notes=one.notes,
    )


def _tally(changes: Changes, conflicts: int) -> Tally:
    new, changed, deleted = (
        sum(map(len, ids.values())) for ids in (changes.inserted, changes.updated, changes.deleted)
    )
    return Tally(new, changed, deleted, conflicts)
