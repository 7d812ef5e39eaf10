"""What is being merged: the files, what they would bring, the decisions taken, and the steps from one to the next.

Apart from the screen, because nothing here is drawn: the screen shows whatever stands here after `changed`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from inspector.domain.errors import InspectorError
from inspector.services.bundle import Services
from inspector.services.merge_contact import Stranger, decide_on_stranger
from inspector.services.merge_rulings import decided_before, keep_decisions
from inspector.services.merge_told import ToldConflict, ToldRecord, told_records
from inspector.services.merge_view import MergeView, PackageView, Rule
from inspector.services.packages.importing import ImportWish
from inspector.services.packages.report import FileStatus
from inspector.texts import explain, sentence
from inspector.ui.context import Context
from inspector.ui.long_task import LongTask, Progress
from inspector.ui.prompts import Question
from inspector.ui.screen import Toast
from inspector.ui.screens.merge.unfinished import Unfinished
from inspector.ui.screens.merge.words import choice_of

_ASKS = "services.import_deletes_many"


class Stage(StrEnum):
    """Nothing to merge, packages being read, a preview to decide on, a merge under way, a merge done."""

    EMPTY = "empty"
    LOOKING = "looking"
    PREVIEW = "preview"
    MERGING = "merging"
    DONE = "done"


@dataclass(frozen=True)
class Looked:
    """A merge, previewed or done, its conflicts in words, and what was decided on them before."""

    view: MergeView
    records: tuple[ToldRecord, ...]
    decided: Mapping[str, str]


class Merging(QObject):
    """One merge after the other; without packages, the conflicts that are open in the workspace."""

    changed = Signal()
    """Other packages, another stage or other conflicts."""
    moved = Signal()
    """Another conflict is the current one, or one was decided."""
    told = Signal(object)
    """A `Toast`."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.unfinished = Unfinished(context, self)
        self._again = False
        self._open: tuple[ToldRecord, ...] = ()
        self._flat_of: tuple[ToldRecord, ...] = ()
        self._flat: tuple[ToldConflict, ...] = ()
        self.stage = Stage.EMPTY
        self.files: tuple[Path, ...] = ()
        self.looked: Looked | None = None
        self.decisions: dict[str, str] = {}
        self.done_with: dict[str, str] = {}
        self._postponed: set[str] = set()
        self.current = ""
        self.task: LongTask | None = None
        self.keeping = 0
        """Decisions that are on their way to the disk."""

    # -- what stands here ------------------------------------------------------------------------------------------

    @property
    def packages(self) -> tuple[PackageView, ...]:
        """The packages, as far as they have been looked at."""
        return self.looked.view.packages if self.looked else ()

    @property
    def records(self) -> tuple[ToldRecord, ...]:
        """The records in conflict: those of the packages, else those open in the workspace."""
        return self.looked.records if self.looked and self.stage is not Stage.DONE else self._open

    @property
    def conflicts(self) -> tuple[ToldConflict, ...]:
        """The conflicts of all records in their order; kept, since every key asks for them."""
        records = self.records
        if self._flat_of is not records:
            self._flat_of, self._flat = records, tuple(one for record in records for one in record.conflicts)
        return self._flat

    @property
    def undecided(self) -> tuple[str, ...]:
        """The conflicts that nobody has decided on."""
        return tuple(one.key for one in self.conflicts if one.key not in self.decisions)

    @property
    def mergeable(self) -> int:
        """How many packages a merge would take in."""
        return sum(one.status is FileStatus.ACCEPTED for one in self.packages)

    @property
    def can_merge(self) -> bool:
        """Whether everything is decided."""
        return self.stage is Stage.PREVIEW and self.mergeable > 0 and not self.undecided

    def conflict(self, key: str) -> ToldConflict | None:
        """A conflict by its key."""
        return next((one for one in self.conflicts if one.key == key), None)

    def record_of(self, key: str) -> ToldRecord | None:
        """The record that a conflict is about."""
        return next((one for one in self.records if any(key == two.key for two in one.conflicts)), None)

    # -- packages --------------------------------------------------------------------------------------------------

    def add(self, files: Sequence[Path]) -> None:
        """Take more packages; after a merge they begin another one."""
        if self.stage is Stage.MERGING:
            return
        if self.stage is Stage.DONE:
            self.clear()
        self.files = tuple(dict.fromkeys((*self.files, *files)))
        self.look()

    def remove(self, file: Path) -> None:
        """Leave a package out."""
        self.files = tuple(one for one in self.files if one != file)
        if self.files:
            self.look()
        else:
            self.clear()
            self.changed.emit()

    def go_on(self) -> None:
        """Look once more at what an earlier window has left before the merge."""
        self.add(self.unfinished.files)

    def clear(self) -> None:
        """Begin anew."""
        self.unfinished.keep(())
        self.files, self.looked, self.decisions, self.stage = (), None, {}, Stage.EMPTY
        self._postponed.clear()
        self._land()

    def look(self) -> None:
        """Preview all packages again."""
        if self.task is not None:
            self._again = True
            return
        files = self.files
        task = LongTask(sentence("ui_merge.looking", count=len(files)), sentence("ui_merge.looking_cancelled"))

        def job(services: Services, progress: Progress) -> Looked:
            return _looked(services, services.office.merging.preview(files, progress))

        self._run(task, Stage.LOOKING, job, self._on_looked)

    def _run(
        self,
        task: LongTask,
        stage: Stage,
        job: Callable[[Services, Progress], Looked],
        then: Callable[[Looked], None],
        failed: Callable[[InspectorError], None] | None = None,
    ) -> None:
        self.task, before = task, self.stage
        self.stage = stage
        task.ended.connect(partial(self._on_ended, before))
        self.changed.emit()
        self._context.work.long(self, task, job, then, failed=failed)

    def _on_ended(self, before: Stage) -> None:
        """However it ended; what was cancelled leaves everything as it was."""
        self.task = None
        if self.stage in {Stage.LOOKING, Stage.MERGING}:
            self.stage = before if self.looked else Stage.EMPTY
            self.files = tuple(one.file for one in self.packages)
        if self._again:
            self._again = False
            self.look()
        else:
            self.changed.emit()

    def _on_looked(self, looked: Looked) -> None:
        self.looked, self.stage = looked, Stage.PREVIEW
        self.unfinished.keep(self.files)
        keys = {one.key for one in self.conflicts}
        before = {key: choice for key, choice in self.decisions.items() if key in keys}
        again = looked.decided.keys() - before.keys() - self._postponed
        self.decisions = {**before, **{key: looked.decided[key] for key in again}}
        if again:
            self.told.emit(Toast(sentence("ui_merge.decided_before", count=len(again)), undo=False))
        self._land()

    # -- conflicts -------------------------------------------------------------------------------------------------

    def go(self, key: str) -> None:
        """Make a conflict the current one."""
        self.current = key
        self.moved.emit()

    def step(self, by: int) -> None:
        """To the next conflict or the one before, round the ends."""
        keys = [one.key for one in self.conflicts]
        if keys:
            at = keys.index(self.current) if self.current in keys else -1
            self.go(keys[(at + by) % len(keys)])

    def decide(self, key: str, choice: str) -> None:
        """Take a decision and go on to the next conflict; what is open in the workspace is settled at once."""
        self.decisions[key] = choice
        self._postponed.discard(key)
        if self.stage is Stage.PREVIEW:
            self._keep([key])
        else:
            self._settle(key, choice)
        self._go_on(key)

    def decide_by_key(self, digit: int) -> None:
        """1 本库, 2 巡查包, 4 and more for further sides."""
        found = self.conflict(self.current)
        choice = choice_of(found, digit) if found else ""
        if choice:
            self.decide(self.current, choice)

    def postpone(self) -> None:
        """先放着: no decision, on to the next one."""
        self._postponed.add(self.current)
        if self.decisions.pop(self.current, None) is not None and self.stage is Stage.PREVIEW:
            self._keep([self.current])
        self._go_on(self.current)

    def by_newer(self) -> None:
        """Decide all others by the newer writing."""
        looked, taken = self.looked, dict(self.decisions)
        if looked is None or self.stage is not Stage.PREVIEW:
            return

        def job(services: Services) -> dict[str, str]:
            return services.office.merging.by_rule(looked.view.conflicts, Rule.NEWER, taken)

        self._context.work.read(self, job, self._on_ruled, key="rule")

    def _on_ruled(self, decisions: dict[str, str]) -> None:
        fresh = decisions.keys() - self.decisions.keys()
        self.decisions = {**decisions, **self.decisions}
        self._keep(fresh)
        self.moved.emit()

    def _keep(self, keys: Iterable[str]) -> None:
        """Write down what was decided: a window that is closed before the merge loses nothing."""
        wanted = set(keys)
        decided = [(one, self.decisions.get(one.key)) for one in self.conflicts if one.key in wanted]
        self.keeping += 1
        self._context.work.write(
            self,
            lambda services: keep_decisions(services.workspace, decided),
            lambda _done: self._on_kept(),
            failed=self._on_not_kept,
        )

    def _on_kept(self) -> None:
        self.keeping -= 1

    def _on_not_kept(self, error: InspectorError) -> None:
        self.keeping -= 1
        self._context.prompts.tell(error)

    def _settle(self, key: str, choice: str) -> None:
        author = self._context.author

        def failed(error: InspectorError) -> None:
            self.decisions.pop(key, None)
            self._context.prompts.tell(error)
            self.go(key)

        self._context.work.write(
            self,
            lambda services: services.conflicts.resolve(key, choice, author),
            lambda _changes: self.told.emit(Toast(sentence("ui_merge.settled"))),
            failed=failed,
        )

    def _go_on(self, key: str) -> None:
        keys = [one.key for one in self.conflicts]
        at = keys.index(key) if key in keys else 0
        following = (one for one in (*keys[at + 1 :], *keys[:at]) if one not in self.decisions)
        self.go(next(following, key))

    def _land(self) -> None:
        """Stay at the conflict that was current, else go to the first one that is open."""
        keys = [one.key for one in self.conflicts]
        if self.current not in keys:
            self.current = next(iter(self.undecided), keys[0] if keys else "")

    # -- merging ---------------------------------------------------------------------------------------------------

    def merge(self, *, confirmed: bool = False) -> None:
        """Merge all packages with the decisions, as one step; where something is missing for that, say what."""
        if not self.can_merge:
            self._tell_why_not()
            return
        files, decisions = self.files, dict(self.decisions)
        wish = ImportWish(author=self._context.author, confirmed=confirmed)
        task = LongTask(sentence("ui_merge.merging"), sentence("ui_merge.merging_cancelled"))

        def job(services: Services, progress: Progress) -> Looked:
            return _looked(services, services.office.merging.merge(files, decisions, wish, progress))

        self._run(task, Stage.MERGING, job, self._on_merged, self._on_refused)

    def _tell_why_not(self) -> None:
        if self.stage is not Stage.PREVIEW:
            return
        if self.mergeable == 0:
            self.told.emit(Toast(sentence("ui_merge.none_to_merge"), undo=False))
        else:
            self.told.emit(Toast(sentence("ui_merge.decide_first", count=len(self.undecided)), undo=False))
            self.go(self.undecided[0])

    def _on_merged(self, looked: Looked) -> None:
        view = looked.view
        taken = sum(one.status is FileStatus.ACCEPTED for one in view.packages)
        text = sentence("ui_merge.merged", count=taken)
        some = sentence("ui_merge.merged_some", count=taken, refused=view.refused)
        self.told.emit(Toast(some if view.refused else text, undo=bool(view.change_id)))
        if (
            view.refused and not taken and not view.change_id
        ):  # the stick is gone: nothing was done, all is still wanted
            self.looked, self.stage = looked, Stage.PREVIEW
            return
        self.looked, self.stage, self.files = looked, Stage.DONE, ()
        self.unfinished.keep(())
        self.done_with, self.decisions = self.decisions, {}
        self._again = False
        self.refresh()

    def _on_refused(self, error: InspectorError) -> None:
        if error.key != _ASKS:
            self._context.prompts.tell(error)
            return
        question = Question(
            sentence("ui_merge.ask_title"), explain(error), sentence("ui_merge.merge_anyway"), dangerous=True
        )
        self._context.prompts.confirm(question, self._merge_anyway)

    def _merge_anyway(self) -> None:
        """Where the question is answered at once, the refused work has not quite ended."""
        if self.task is not None:
            self.task.ended.connect(lambda: self.merge(confirmed=True))
        else:
            self.merge(confirmed=True)

    def undo(self) -> None:
        """Take the whole merge back."""
        looked, author = self.looked, self._context.author
        if looked is None or self.stage is not Stage.DONE:
            return
        change_id = looked.view.change_id

        def job(services: Services) -> None:
            services.office.merge_history.undo(change_id, author)

        self._context.work.write(self, job, lambda _done: self._on_undone())

    def _on_undone(self) -> None:
        self.told.emit(Toast(sentence("ui_merge.merge_undone"), undo=False))

    # -- devices ---------------------------------------------------------------------------------------------------

    def decide_on(self, package: PackageView, decided_by: str, *, trusted: bool) -> None:
        """Trust or refuse the signer of a package; then everything is looked at again."""
        stranger = Stranger(package.file, package.fingerprint)

        def job(services: Services) -> object:
            return decide_on_stranger(services.incoming, services.devices, stranger, decided_by, trusted=trusted)

        self._context.work.write(self, job, lambda _device: self.look())

    # -- the workspace changed -------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read what is open in the workspace; a preview is made anew, a merge that was taken back goes."""
        change_id = self.looked.view.change_id if self.looked and self.stage is Stage.DONE else 0

        def job(services: Services) -> tuple[tuple[ToldRecord, ...], bool]:
            records = told_records(services.workspace.reader, services.office.merging.open_records())
            past = services.office.merge_history.listed() if change_id else ()
            return records, any(one.undone for one in past if one.change_id == change_id)

        self._context.work.read(self, job, lambda found: self._on_read(*found), key="open")
        if self.stage is Stage.PREVIEW:
            self.look()

    def _on_read(self, records: tuple[ToldRecord, ...], undone: bool) -> None:  # noqa: FBT001 - one answer, unpacked
        self._open = records
        if undone and self.stage is Stage.DONE:
            self.clear()
        if self.stage in {Stage.EMPTY, Stage.DONE}:
            open_keys = {one.key for one in self.conflicts}
            self.decisions = {key: one for key, one in self.decisions.items() if key in open_keys}
            self._land()
        self.changed.emit()


def _looked(services: Services, view: MergeView) -> Looked:
    records = told_records(services.workspace.reader, view.records)
    conflicts = (one for record in records for one in record.conflicts)
    return Looked(view, records, decided_before(services.workspace.reader, conflicts))
