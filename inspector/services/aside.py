"""Errands that are done in a process of their own, so that 100,000 rows keep no frame of the window waiting.

Two threads of one process share one interpreter: beside an export each of them waits for the other at every step. The
process is started with the first errand and ends with the window. Where it cannot be had, or dies, the errand is done
here as if there were none.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Any

from inspector.services import aside_worker
from inspector.services.aside_worker import (
    Advanced,
    Asked,
    Broken,
    Cancel,
    Cancelled,
    Done,
    Errand,
    Message,
    Opener,
    Progress,
    Refused,
)

if TYPE_CHECKING:
    from inspector.services.bundle import Services


class LostError(Exception):
    """There is no process, or none any more."""


class BrokenError(Exception):
    """A defect in the other process; its report is in the notes."""


class Aside:
    """The process of one workspace; for one thread at a time, which waits in it."""

    def __init__(self, opener: Callable[[], Opener]) -> None:
        """`opener` is asked when the process starts: only an open workspace knows its key."""
        self._opener = opener
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None

    def do(self, errand: Errand, services: Services, progress: Progress) -> Any:  # noqa: ANN401 - what the errand gives
        """Have it done there, else here by `services`. Raises what the errand raises, and what `progress` raises."""
        try:
            connection = self._running()
            self._give(connection, Asked(errand, os.environ.get("INSPECTOR_LANG", "")))
            return self._awaited(connection, progress)
        except LostError:
            self.close()
            return errand(services, progress)

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._connection is not None:
            self._connection.close()
        self._process = self._connection = None

    def _running(self) -> Connection:
        if self._connection is None:
            context = multiprocessing.get_context("spawn")  # the same on every system, and no lock goes with it
            try:
                ours, theirs = context.Pipe()
                self._process = context.Process(target=aside_worker.serve, args=(theirs,), daemon=True)
                self._process.start()
            except OSError as error:
                self._process = None
                raise LostError from error
            theirs.close()
            self._connection = ours
            self._give(ours, self._opener())
        return self._connection

    def _give(self, connection: Connection, message: object) -> None:
        try:
            connection.send(message)
        except (OSError, pickle.PicklingError, TypeError, AttributeError) as error:
            raise LostError from error

    def _awaited(self, connection: Connection, progress: Progress) -> Any:  # noqa: ANN401 - as above
        stopped: BaseException | None = None
        while True:
            match self._next(connection):
                case Advanced(done, total):
                    if stopped is None:
                        stopped = _stopped_by(progress, done, total)
                        if stopped is not None:
                            self._give(connection, Cancel())
                case Done(result):
                    return result
                case Refused(kind, key, details):
                    raise kind(key, **details)
                case Broken(report):
                    error = BrokenError()
                    error.add_note(report)
                    raise error
                case Cancelled():
                    raise stopped or LostError

    def _next(self, connection: Connection) -> Message:
        try:
            message: Message = connection.recv()
        except (EOFError, OSError) as error:
            raise LostError from error
        return message


def _stopped_by(progress: Progress, done: int, total: int) -> BaseException | None:
    """What `progress` raises: by that the caller wants it to end."""
    try:
        progress(done, total)
    except Exception as error:  # noqa: BLE001 - whatever the caller ends its jobs with
        return error
    return None
