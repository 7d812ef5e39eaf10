"""The owner's side of the decode worker: starts it, waits for it with a limit, replaces it when it is lost.

A photo that was being decoded when the worker went down is tried once more in a worker of its own, so that
one hostile photo refuses itself and not its neighbour.
"""

from __future__ import annotations

import multiprocessing
import queue
import threading
from contextlib import suppress
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Self

from inspector.photos import worker
from inspector.photos.stored import Failure, Job, Limits, Picture

LANES = 2
"""Photos in decoding at once: Pillow releases the GIL, so two threads serve two cores."""


class WorkerLostError(Exception):
    """The worker process ended while it was asked."""


class TookTooLongError(Exception):
    """The worker process did not answer in time and was ended."""


class Worker:
    """One worker process with `lanes` connections; each lane serves one caller at a time."""

    def __init__(self, lanes: int, limits: Limits) -> None:
        self._limits = limits
        # Spawned, not forked: the same on every system, and no lock or file of the owner goes with it.
        context = multiprocessing.get_context("spawn")
        pipes = [context.Pipe() for _ in range(lanes)]
        self._lanes: list[Connection] = [ours for ours, _ in pipes]
        theirs = [their for _, their in pipes]
        self.process = context.Process(target=worker.serve, args=(theirs, limits.memory_bytes), daemon=True)
        self.process.start()
        for end in theirs:
            end.close()

    def ask(self, lane: int, job: Job) -> Picture | Failure:
        """Have `job` done. Raises WorkerLostError and TookTooLongError."""
        connection = self._lanes[lane]
        try:
            connection.send(job)
            if not connection.poll(self._limits.seconds):
                self.process.kill()
                raise TookTooLongError
            answer: Picture | Failure = connection.recv()
        except (EOFError, OSError) as error:
            raise WorkerLostError from error
        return answer

    def stop(self) -> None:
        """End the process; what it was doing is lost.

        The connections close with the last reference: another thread may still be reading from its lane.
        """
        self.process.kill()
        self.process.join()


class Decoder:
    """A worker that is always there: started with the first job, replaced when it was lost."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._free: queue.SimpleQueue[int] = queue.SimpleQueue()
        for lane in range(LANES):
            self._free.put(lane)
        self._guard = threading.Lock()
        self._alone = threading.Lock()
        self._worker: Worker | None = None

    def run(self, job: Job) -> Picture | Failure:
        """Have `job` done. May be called from several threads; `LANES` of them are served at a time."""
        lane = self._free.get()
        try:
            answer = self._try(lane, job)
        finally:
            self._free.put(lane)
        if answer is None or _starved(answer):
            return self._run_alone(job)
        return answer

    def close(self) -> None:
        """End the worker."""
        with self._guard:
            if self._worker:
                self._worker.stop()
            self._worker = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _try(self, lane: int, job: Job) -> Picture | Failure | None:
        """The answer of the common worker, None if it was lost."""
        worker = self._running()
        try:
            return worker.ask(lane, job)
        except TookTooLongError:
            return Failure("photos.took_too_long", {"seconds": round(self._limits.seconds)})
        except WorkerLostError:
            return None

    def _running(self) -> Worker:
        with self._guard:
            if self._worker and not self._worker.process.is_alive():
                self._worker.stop()
                self._worker = None
            self._worker = self._worker or Worker(LANES, self._limits)
            return self._worker

    def _run_alone(self, job: Job) -> Picture | Failure:
        _clear(job)
        with self._alone:
            worker = Worker(1, self._limits)
            try:
                return worker.ask(0, job)
            except TookTooLongError:
                return Failure("photos.took_too_long", {"seconds": round(self._limits.seconds)})
            except WorkerLostError:
                return Failure("photos.decoder_lost", {})
            finally:
                worker.stop()


def _starved(answer: Picture | Failure) -> bool:
    """Whether it may have been the neighbour that used up the memory."""
    return isinstance(answer, Failure) and answer.key == "photos.too_much_memory"


def _clear(job: Job) -> None:
    """Delete what the first try may have half written: views are only ever written as new files."""
    for view in (job.print_copy, job.thumbnail):
        if view:
            with suppress(FileNotFoundError):
                view.unlink()
