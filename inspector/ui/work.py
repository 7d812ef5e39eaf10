"""The only way from the window to the services: reads in the background, writes in order on one thread.

Screens hand in small functions of the services and get their results back in the window's thread, as long as they
live. Four lanes: writes, reads (over a connection of their own that only reads), long jobs that read, and what another
process reads or writes a file from, so that no frame waits for it.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal

from inspector.domain.errors import InspectorError
from inspector.domain.ids import Clock, local_time
from inspector.ui.courier import Courier
from inspector.ui.lane import Lane
from inspector.ui.long_task import CancelledError, LongTask, Progress
from inspector.ui.prompts import Defects, Prompts

if TYPE_CHECKING:
    from inspector.services.aside import Aside
    from inspector.services.aside_worker import Errand, Opener
    from inspector.services.bundle import Services

T = TypeVar("T")
Job = Callable[["Services"], T]
LongJob = Callable[["Services", Progress], T]
Then = Callable[[T], None]
Failed = Callable[[InspectorError], None]


EASED = "storage.disk_full_eased"
"""The disk was full and there is some room now: the same once more will be saved."""


class SaveKind(StrEnum):
    """What the save chip says."""

    SAVED = "saved"
    SAVING = "saving"
    FAILED = "failed"


@dataclass(frozen=True)
class SaveState:
    """The last save: when, or what kept it from happening."""

    kind: SaveKind
    at: datetime
    error: InspectorError | None = None


class Backing(Protocol):
    """The workspace behind the window: `writer` is entered once, `reader` as often as there are lanes that read."""

    def writer(self) -> AbstractContextManager[Services]:
        """Services that write."""

    def reader(self) -> AbstractContextManager[Services]:
        """Services that only read."""

    def elsewhere(self) -> Opener:
        """What opens services that only read in another process."""


class Work(QObject):
    """Runs jobs of screens; see the module. `changed` carries the `Changes` of every transaction."""

    PICTURE_THREADS: ClassVar[int] = 2
    changed = Signal(object)
    save_state_changed = Signal(object)
    """A `SaveState`."""
    tasks_changed = Signal()

    def __init__(self, backing: Backing, prompts: Prompts, clock: Clock, defects: Defects) -> None:
        super().__init__()
        self._backing = backing
        self._prompts = prompts
        self._clock = clock
        self._defects = defects
        self._courier = Courier(defects, self)
        self._writes = Lane("writes", backing.writer)
        self._reads = Lane("reads", backing.reader)
        self._side = Lane("side", backing.reader)
        self._pool = ThreadPoolExecutor(self.PICTURE_THREADS, thread_name_prefix="pictures")
        self._beside = ThreadPoolExecutor(1, thread_name_prefix="beside")
        self._apart = Lane("apart", backing.reader)
        self._aside: Aside | None = None
        self._aside_free = Lock()
        self._is_ready_apart = False
        self._newest: dict[tuple[int, str], int] = {}
        self._pending = 0
        self._closing = False
        self.tasks: tuple[LongTask, ...] = ()
        self.save_state = SaveState(SaveKind.SAVED, local_time(clock))

    def open(self, owner: QObject, then: Then[Services], failed: Failed) -> None:
        """Open the workspace; nothing else is asked before `then`. Until then it belongs to its thread."""

        def run() -> None:
            self._answer(owner, lambda: self._listen(self._writes.services()), then, failed, lambda: True)

        self._writes.submit(run)

    # -- reading ---------------------------------------------------------------------------------------------------

    def read(self, owner: QObject, job: Job[T], then: Then[T], *, key: str = "", failed: Failed | None = None) -> None:
        """Read in the background. Of one owner and `key` only the newest job is done and answered.

        A window that closes reads nothing any more.
        """
        if self._closing:
            return
        ticket = self._ticket(owner, key)

        def run() -> None:
            if self._is_newest(owner, key, ticket):
                newest = partial(self._is_newest, owner, key, ticket)
                self._answer(owner, lambda: job(self._reads.services()), then, _while_alive(owner, failed), newest)

        self._reads.submit(run)

    def read_apart(self, owner: QObject, errand: Errand, then: Then[Any], *, key: str) -> None:
        """The same for what takes long and has a small answer: in the other process, where that is ready.

        `errand` is a module-level function with its arguments, as for `long_apart`.
        """
        if self._closing:
            return
        if not self._is_ready_apart:
            self.read(owner, lambda services: errand(services, _unheard), then, key=key)
            return
        newest = partial(self._is_newest, owner, key, self._ticket(owner, key))

        def run() -> None:
            if newest():
                self._answer(owner, lambda: self._read_apart(errand), then, None, newest)

        self._apart.submit(run)

    def _read_apart(self, errand: Errand) -> Any:  # noqa: ANN401 - what the errand gives
        services = self._apart.services()
        if not self._aside_free.acquire(blocking=False):  # a file is being written there
            return errand(services, _unheard)
        try:
            return self._other_process().do(errand, services, _unheard)
        finally:
            self._aside_free.release()

    def make_ready_apart(self, owner: QObject) -> None:
        """Start the other process before it is needed, and have it read what is asked for first."""

        def ready(_: object) -> None:
            self._is_ready_apart = True

        today = local_time(self._clock).date()

        def start() -> None:
            from inspector.services.aside_worker import make_ready  # noqa: PLC0415 - not needed to start

            self._answer(owner, lambda: self._read_apart(partial(make_ready, today)), ready, None, lambda: True)

        if not self._closing and not self._is_ready_apart:
            self._apart.submit(start)

    def _ticket(self, owner: QObject, key: str) -> int:
        place = (id(owner), key)
        self._newest[place] = self._newest.get(place, 0) + 1
        return self._newest[place]

    def _is_newest(self, owner: QObject, key: str, ticket: int) -> bool:
        return not key or self._newest.get((id(owner), key)) == ticket

    # -- writing ---------------------------------------------------------------------------------------------------

    def write(self, owner: QObject, job: Job[T], then: Then[T] | None = None, *, failed: Failed | None = None) -> None:
        """Write, after everything handed in before; `then` runs when it is on disk.

        A refusal is told by `failed`, or by the prompts where the owner is gone meanwhile: the user believes it saved.
        """
        self._begin_write()
        done, refused = then or _nothing, self._aloud(owner, failed)

        def run() -> None:
            try:
                result = job(self._writes.services())
            except InspectorError as error:
                told = error
                self._courier.post(lambda: self._end_write(told))
                self._courier.post(lambda: refused(told))
            except Exception as error:  # noqa: BLE001 - a named boundary: the worker
                defect = error
                self._courier.post(lambda: self._end_write(None))
                self._courier.post(lambda: self._defects(defect))
            else:
                self._courier.post(lambda: self._end_write(None))
                self._courier.post(lambda: _give(owner, done, result))

        self._writes.submit(run)

    def _begin_write(self) -> None:
        self._pending += 1
        self._set_state(SaveState(SaveKind.SAVING, self.save_state.at))

    def _end_write(self, error: InspectorError | None) -> None:
        self._pending -= 1
        kind = SaveKind.FAILED if error is not None and is_of_the_disk(error) else SaveKind.SAVED
        if kind is SaveKind.FAILED or not self._pending:
            self._set_state(SaveState(kind, local_time(self._clock), error))

    def _set_state(self, state: SaveState) -> None:
        self.save_state = state
        self.save_state_changed.emit(state)

    # -- long work -------------------------------------------------------------------------------------------------

    def long(
        self,
        owner: QObject,
        task: LongTask,
        job: LongJob[T],
        then: Then[T],
        *,
        writes: bool = True,
        failed: Failed | None = None,
    ) -> None:
        """Do long work, shown in the status bar; a cancelled one ends without a word.

        `writes`: it is done in the order of the writes; else beside them, by services that only read.
        """
        task.setParent(self)
        self.tasks = (*self.tasks, task)
        self.tasks_changed.emit()
        progress = Progress(task, self._courier)
        lane = self._writes if writes else self._side
        refused = self._aloud(owner, failed) if writes else _while_alive(owner, failed)

        def run() -> None:
            try:
                self._answer(owner, lambda: job(lane.services(), progress), then, refused, lambda: True)
            finally:
                self._courier.post(lambda: self._end_task(task))

        lane.submit(run)

    def long_apart(self, owner: QObject, task: LongTask, errand: Errand, then: Then[Any]) -> None:
        """A long job in the other process; `errand` is a module-level function with its arguments."""

        def run(services: Services, progress: Progress) -> object:
            with self._aside_free:
                return self._other_process().do(errand, services, progress)

        self.long(owner, task, run, then, writes=False)

    def _other_process(self) -> Aside:
        from inspector.services.aside import Aside  # noqa: PLC0415 - not needed to start

        self._aside = self._aside or Aside(self._backing.elsewhere)
        return self._aside

    def _end_task(self, task: LongTask) -> None:
        self.tasks = tuple(one for one in self.tasks if one is not task)
        task.end()
        self.tasks_changed.emit()
        task.deleteLater()

    # -- answering -------------------------------------------------------------------------------------------------

    def _answer(
        self, owner: QObject, job: Callable[[], T], then: Then[T], failed: Failed | None, wanted: Callable[[], bool]
    ) -> None:
        """Do a job in a lane and post its result."""
        try:
            result = job()
        except CancelledError:
            return
        except InspectorError as error:
            told, refused = error, failed or self._prompts.tell
            self._courier.post(lambda: refused(told))
        except Exception as error:  # noqa: BLE001 - a named boundary: the worker
            defect = error
            self._courier.post(lambda: self._defects(defect))
        else:
            self._courier.post(lambda: _give(owner, then, result) if wanted() else None)

    def _aloud(self, owner: QObject, failed: Failed | None) -> Failed:
        """By the owner's own words while it lives, else by the prompts."""

        def told(error: InspectorError) -> None:
            tell = failed if failed is not None and shiboken6.isValid(owner) else self._prompts.tell
            tell(error)

        return told

    def _listen(self, services: Services) -> Services:
        services.workspace.listeners.append(lambda changes: self._courier.post(lambda: self.changed.emit(changes)))
        return services

    # -- pictures --------------------------------------------------------------------------------------------------

    def picture(self, owner: QObject, job: Job[T], then: Then[T]) -> None:
        """Decode a picture beside everything else, over the services that read; only their photo store is used."""

        def run() -> None:
            services = self._reads.opened
            if services is not None:
                self._answer(owner, lambda: job(services), then, None, lambda: True)

        if not self._closing:
            self._pool.submit(run)

    def beside(self, owner: QObject, job: Callable[[], T], then: Then[T]) -> None:
        """Do in a thread what needs no services, after what was handed in here before."""
        if not self._closing:
            self._beside.submit(lambda: self._answer(owner, job, then, None, lambda: True))

    # -- the end ---------------------------------------------------------------------------------------------------

    @property
    def busy(self) -> bool:
        """Whether a write is under way."""
        return self._pending > 0

    def drain(self) -> None:
        """Wait until everything handed in has been done and answered."""
        for lane in (self._writes, self._side, self._reads):
            lane.do(_nothing).result()
        self._apart.submit(lambda: None).result()
        self._beside.submit(lambda: None).result()
        self._courier.deliver()

    def close(self) -> None:
        """Finish all writes, also those that answers to them bring, then close the workspace; cancel long work."""
        self._closing = True
        for task in self.tasks:
            task.cancel()
        for pool in (self._pool, self._beside):
            pool.shutdown(cancel_futures=True)
        waiting = True
        while waiting:
            for lane in (self._apart, self._side, self._reads, self._writes):
                lane.submit(lambda: None).result()
            self._courier.deliver()
            waiting = bool(self._pending or self.tasks)
        if self._aside is not None:
            self._aside.close()
        for lane in (self._apart, self._side, self._reads, self._writes):
            lane.close()
        self._courier.deliver()


def _give(owner: QObject, then: Then[T], result: T) -> None:
    if shiboken6.isValid(owner):
        then(result)


def _while_alive(owner: QObject, failed: Failed | None) -> Failed | None:
    """What was only to be shown is of no interest any more where its owner is gone."""
    if failed is None:
        return None
    return lambda error: failed(error) if shiboken6.isValid(owner) else None


def _unheard(_done: int, _total: int) -> None:
    """Progress of what is too short to be told."""


def _nothing(_: object) -> None:
    """What follows where nothing follows."""


def is_of_the_disk(error: InspectorError) -> bool:
    """Whether an error means that nothing can be saved, rather than that this may not be."""
    return error.key in {"storage.disk_full", EASED, "storage.io_error", "storage.read_only"}
