"""The decode worker's own side: a process that serves photos on its connections, one thread each.

It stands apart because it is what may crash, hang or run out of memory on hostile bytes: the process has an
address space limit, holds no database and no lock, and ends by itself when its owner has gone.
"""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.connection import Connection

from inspector.domain.errors import FormatError
from inspector.photos.stored import NOT_WRITTEN, Failure, Job, Picture


def serve(lanes: Sequence[Connection], memory_bytes: int) -> None:
    """Answer jobs on every lane until its other end closes."""
    # Ctrl-C reaches the whole process group; it is the owner who decides what becomes of a running job.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory(memory_bytes)
    from inspector.photos import decode  # noqa: PLC0415 - Pillow loads in the worker, not in its owner

    decode.prepare()
    threads = [threading.Thread(target=_serve_lane, args=(lane,)) for lane in lanes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def answer(job: Job) -> Picture | Failure:
    """Do one job. Whatever foreign bytes raise becomes a refusal of that photo."""
    from inspector.photos import decode  # noqa: PLC0415 - see serve

    try:
        return decode.decode(job)
    except FormatError as refusal:
        return Failure(refusal.key, refusal.details)
    except MemoryError:
        return Failure("photos.too_much_memory", {})
    except OSError as error:
        # The operating system's errors have a number; Pillow's own, on damaged bytes, have none.
        if error.errno is None:
            return Failure("photos.damaged", {})
        return Failure(NOT_WRITTEN, {"errno": error.errno})
    except Exception:  # noqa: BLE001 - the boundary of the worker: a decoder may raise anything on damage
        return Failure("photos.damaged", {})


def _serve_lane(lane: Connection) -> None:
    with lane:
        while True:
            try:
                job: Job = lane.recv()
                lane.send(answer(job))
            except (EOFError, OSError):
                return


def _limit_memory(limit: int) -> None:
    """Cap the address space, where the system can; elsewhere (Windows) the pixel and time caps remain."""
    if sys.platform == "win32":  # pragma: no cover - decided by the platform
        return
    import resource  # noqa: PLC0415 - not on Windows

    # Refused where a lower limit is already in force, and by macOS.
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
