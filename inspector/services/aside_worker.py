"""The process beside the window: it opens the workspace read-only, writes files and reads what takes long.

It stands apart from `aside`, which asks it, because nothing of it runs in the program itself.
"""

from __future__ import annotations

import os
import signal
import traceback
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from inspector.domain.errors import InspectorError

if TYPE_CHECKING:
    from datetime import date
    from multiprocessing.connection import Connection

    from inspector.services.bundle import Services

Progress = Callable[[int, int], None]
"""Called with (done, total); raises where the job is to end."""
Errand = Callable[["Services", Progress], Any]
"""A module-level function, or a `partial` of one with plain arguments: it goes through a pipe."""
Opener = Callable[[], AbstractContextManager["Services"]]
"""Opens services that only read; it goes through the pipe too, with the key of a sealed workspace."""


@dataclass(frozen=True)
class Asked:
    """An errand, and the language of what it writes."""

    errand: Errand
    language: str


@dataclass(frozen=True)
class Cancel:
    """The user does not want it any more."""


@dataclass(frozen=True)
class Advanced:
    """How far the errand is."""

    done: int
    total: int


@dataclass(frozen=True)
class Done:
    """The end, with what came of it."""

    result: Any


@dataclass(frozen=True)
class Refused:
    """The end by an error that is told to the user: such errors are taken apart, since no pickle makes them again."""

    kind: type[InspectorError]
    key: str
    details: dict[str, Any]


@dataclass(frozen=True)
class Broken:
    """The end by a defect, with the report of where."""

    report: str


@dataclass(frozen=True)
class Cancelled:
    """The end by `Cancel`."""


Message = Advanced | Done | Refused | Broken | Cancelled


class _StopError(Exception):
    """Raised inside an errand that was cancelled."""


def serve(connection: Connection) -> None:
    """Entry point of the process: an `Opener` first, then errands, until the other end is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the owner decides
    with suppress(EOFError, OSError, InspectorError):  # a workspace that cannot be opened: the owner does it himself
        opener: Opener = connection.recv()
        with opener() as services:
            while True:
                asked: Asked | Cancel = connection.recv()
                if isinstance(asked, Asked):  # what was cancelled may have ended by itself
                    os.environ["INSPECTOR_LANG"] = asked.language
                    _send(connection, answer(asked.errand, services, connection))


def make_ready(today: date, services: Services, _progress: Progress) -> None:
    """Read what an office looks at first, while nobody waits: it is remembered until something is written."""
    services.office.cockpit.overview(today)
    services.office.lamp_matrix.matrix(today)
    services.finding.worst_lamps()


def answer(errand: Errand, services: Services, connection: Connection) -> Message:
    """Do an errand; what it ends with."""

    def progress(done: int, total: int) -> None:
        if connection.poll():
            connection.recv()  # only a `Cancel` comes now
            raise _StopError
        connection.send(Advanced(done, total))

    try:
        return Done(errand(services, progress))
    except _StopError:
        return Cancelled()
    except InspectorError as error:
        return Refused(type(error), error.key, error.details)
    except Exception:  # noqa: BLE001 - the boundary of the process
        return Broken(traceback.format_exc())


def _send(connection: Connection, message: Message) -> None:
    try:
        connection.send(message)
    except (TypeError, AttributeError, ValueError):  # a result that does not go through a pipe is a defect
        connection.send(Broken(traceback.format_exc()))
