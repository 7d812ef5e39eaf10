"""The program under circumstances that a test sets: another clock, a pulled stick, a full disk, a newer version.

`python -m tests.e2e.exchange.launcher [--newer]` imports the program once, then reads jobs from standard input, one
JSON object a line, and runs each in a process of its own (forked: starting anew costs a second). For each it
prints the process id when the job begins and its exit code when it has ended. The product itself knows nothing of
any of this. `--newer` is a program of the future: it declares one more cell of a project, with its column.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

NEWER_FIELD, NEWER_NUMBER = "green_grade", 900

Job = dict[str, Any]
"""`words`: the command line; `out`, `err`: files for what it says; the rest are circumstances, see `_CIRCUMSTANCES`."""


def main() -> None:
    """Serve jobs until standard input ends."""
    if "--newer" in sys.argv:
        declare_newer()
    import sqlite_utils  # noqa: F401, PLC0415 - jobs that make a workspace need it

    import inspector.cli.commands  # noqa: F401, PLC0415 - every job starts from here

    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            os._exit(_run(json.loads(line)))
        _tell(child)
        _, status = os.waitpid(child, 0)
        _tell(os.waitstatus_to_exitcode(status))


def _tell(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def _run(job: Job) -> int:
    """One command, as `python -m inspector` runs it."""
    for name, place in (("out", 1), ("err", 2)):
        os.dup2(os.open(job[name], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), place)
    for name, circumstance in _CIRCUMSTANCES.items():
        if name in job:
            circumstance(job[name])
    from inspector.__main__ import main as inspector  # noqa: PLC0415 - after the circumstances
    from tests.e2e.exchange import hands  # noqa: PLC0415

    words = [str(one) for one in job["words"]]
    if words[0] == hands.COMMAND:
        return _ended(lambda: hands.do(words[1:]))
    sys.argv = ["inspector", *words]
    return _ended(inspector)


def _ended(command: Any) -> int:
    code: Any = 0
    try:
        command()
    except SystemExit as end:
        code = end.code
    sys.stdout.flush()
    sys.stderr.flush()
    return int(code or 0) if not isinstance(code, str) else 1


def declare_newer() -> None:
    """Before anything else is imported: one more cell of a project, and the migration that makes its column."""
    from inspector.domain import record  # noqa: PLC0415

    plain = record.record

    def newer(kind: str, number: int) -> Any:
        def declare(cls: Any) -> Any:
            if kind == "project":
                cls.__annotations__ = {**cls.__annotations__, NEWER_FIELD: "str | None"}
                setattr(cls, NEWER_FIELD, record.cell(NEWER_NUMBER))
            return plain(kind, number)(cls)

        return declare

    setattr(record, "record", newer)  # noqa: B010 - mypy keeps the functions of modules
    from inspector.storage import migrations  # noqa: PLC0415

    def upgrade(database: Any) -> None:
        database.execute(f"ALTER TABLE project ADD COLUMN {NEWER_FIELD} TEXT")

    migrations.STEPS = (*migrations.STEPS, upgrade)


def _set_clock(now: int) -> None:
    """A wall clock that shows `now` (Unix milliseconds) at the start of the process and goes on from there."""
    from inspector.domain.ids import SystemClock  # noqa: PLC0415

    begun = time.monotonic_ns()

    def milliseconds(_: SystemClock) -> int:
        return now + (time.monotonic_ns() - begun) // 1_000_000

    setattr(SystemClock, "milliseconds", milliseconds)  # noqa: B010 - mypy keeps methods


def _pull_stick(told: list[Any]) -> None:
    """When the n-th photo of a file is about to be read, the file is gone, or only so many bytes of it are left."""
    path, number, left = Path(told[0]), int(told[1]), told[2]
    from inspector.exchange.archive import Archive  # noqa: PLC0415

    plain, begun = Archive.chunks, []

    def chunks(archive: Archive, entry: Any) -> Iterator[bytes]:
        if entry.name.startswith("blobs/"):
            begun.append(entry.name)
        if len(begun) == number and path.exists():
            path.unlink() if left is None else os.truncate(path, left)
        return plain(archive, entry)

    setattr(Archive, "chunks", chunks)  # noqa: B010 - mypy keeps methods


def _fill_database(pages: int) -> None:
    """The disk has room for so many more pages of the database: then SQLite itself says that it is full."""
    from inspector.storage import driver, workspace  # noqa: PLC0415

    plain = driver.connect

    def connect(database: Path, mode: Any, **more: Any) -> Any:
        made = plain(database, mode, **more)
        if mode == "rw":
            (now,) = made.execute("PRAGMA page_count").fetchone()
            made.execute(f"PRAGMA max_page_count={now + pages}").fetchall()
        return made

    setattr(workspace, "connect", connect)  # noqa: B010 - mypy keeps the functions of modules


_CIRCUMSTANCES: dict[str, Callable[[Any], None]] = {"now": _set_clock, "pulled": _pull_stick, "pages": _fill_database}


if __name__ == "__main__":
    main()
