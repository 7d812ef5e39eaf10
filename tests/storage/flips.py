"""Flip one random bit of a workspace database, use the workspace, and see whether a change of content is told.

`python -m tests.storage.flips --flips 600 --seed 1` prints one line and ends with 1 when a flip that changes
what plain SQL reads goes unnoticed, or when anything but a StorageError comes out. Flips in free space change
nothing and need not be told.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Any

from inspector.domain.entities import kinds
from inspector.domain.errors import StorageError
from inspector.domain.problem import Problem
from inspector.domain.project import Project
from inspector.storage import driver
from inspector.storage.check import check
from inspector.storage.history import history
from inspector.storage.local_records import LocalKind, kept
from inspector.storage.merge import apply_operations, conflicts, operations_since
from inspector.storage.state_hash import state_hash
from inspector.storage.trim import trimmed_since
from inspector.storage.undo import undo
from inspector.storage.workspace import DATABASE, Workspace
from tests.storage.kit import HandClock, new_workspace, operation, project
from tests.storage.make_workspace import fill

PROJECTS = 120


def make(path: Path) -> None:
    """A small workspace with something in every table."""
    with new_workspace(path, HandClock()) as ws:
        fill(ws)
        with ws.transaction("入库", author="办公室") as tx:
            made = [project(tx, f"滨海公路{n}期", note="跨区段，" * 5) for n in range(PROJECTS)]
            tx.insert_many(Problem(id=tx.new_id(), project_id=one.id, description="缺围挡") for one in made)
        for one in made[: PROJECTS // 3]:
            with ws.transaction("改") as tx:
                tx.update(Project, one.id, jobs=7, note=None)
        with ws.transaction("导入") as tx:
            apply_operations(tx, [operation("b:1", n, row=f"r{n}", kind=900 if n % 2 else 2) for n in range(1, 20)])
        undo(ws)


def content(database: Path) -> list[Any] | None:
    """Everything that plain SQL reads, without the indexes: declarations and rows; None where it cannot read.

    The search index (ADR 22) and the narrow copies (ADR 28) are among them, though they lie in tables: they are made of
    the rows, and made anew from them.
    """
    read = driver.DRIVER.connect(f"{database.as_uri()}?mode=ro&immutable=1", uri=True)
    read.text_factory = bytes
    try:
        found = read.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY 1, 2").fetchall()
        declared = [one for one in found if not one[2].startswith((b"search_", b"narrow_"))]
        tables = [name.decode() for sort, name, *_ in declared if sort == b"table"]
        queries = [f'SELECT * FROM "{name}" NOT INDEXED' for name in tables]  # noqa: S608 - names from the schema
        return [declared, *(sorted(read.execute(query), key=repr) for query in queries)]
    except (driver.DatabaseError, UnicodeDecodeError):
        return None
    finally:
        read.close()


def flip(database: Path, bit: int) -> None:
    """Flip one bit of a file."""
    with database.open("rb+") as file:
        file.seek(bit // 8)
        (byte,) = file.read(1)
        file.seek(bit // 8)
        file.write(bytes([byte ^ 1 << bit % 8]))


def is_told(path: Path, *, read_only: bool) -> bool:
    """Open, read everything, save something, check; returns whether it was refused or damage was found."""
    try:
        with Workspace.open(path, clock=HandClock(), read_only=read_only) as ws:
            for job in (read_records, read_log, save):
                with suppress(StorageError):
                    job(ws)
            return any(one.damage and one.key != "storage.check_photo_missing" for one in check(ws).findings)
    except StorageError:
        return True


def read_records(ws: Workspace) -> None:
    """Every record, what this device alone knows, and the hash over all records."""
    for kind in LocalKind:
        list(kept(ws.reader, kind))
    for cls in kinds().values():
        list(ws.reader.all(cls))
    state_hash(ws)


def read_log(ws: Workspace) -> None:
    """What is written into a package, shown as history or listed as a conflict."""
    list(operations_since(ws.reader, {}))
    list(trimmed_since(ws.reader, {}))
    list(conflicts(ws.reader))
    history(ws, "project", "example-project")


def save(ws: Workspace) -> None:
    """An edit of a record that a flip may have damaged."""
    with ws.transaction("改") as tx:
        tx.update(Project, "example-project", note="新")


def fault_of(pristine: Path, folder: Path, bit: int) -> tuple[bool, str]:
    """Whether a flip changed content, and what is wrong with how that went; nothing if all is well."""
    shutil.copytree(pristine, folder)
    flip(folder / DATABASE, bit)
    changed = content(folder / DATABASE) != content(pristine / DATABASE)
    wrong = ""
    for read_only in (True, False):
        try:
            told = is_told(folder, read_only=read_only)
        except Exception:  # noqa: BLE001 - that nothing else comes out is what is tested
            wrong = traceback.format_exc()
        else:
            wrong = wrong or (f"changed and not told (read_only={read_only})" if changed and not told else "")
    shutil.rmtree(folder)
    return changed, wrong


def run(flips: int, seed: int) -> int:
    """Flip so many bits; returns how many faults were found."""
    chance = random.Random(seed)  # noqa: S311 - repeatable places, nothing secret
    found: list[str] = []
    changes = 0
    with tempfile.TemporaryDirectory() as place:
        pristine = Path(place) / "pristine"
        make(pristine)
        bits = (pristine / DATABASE).stat().st_size * 8
        for number in range(flips):
            bit = chance.randrange(bits)
            changed, wrong = fault_of(pristine, Path(place) / "flipped", bit)
            changes += changed
            found += [f"flip {number} of bit {bit}: {wrong}"] if wrong else []
    summary = f"{flips} flips, seed {seed}: {changes} changed content, {len(found)} not told or broken"
    sys.stdout.write("\n".join([*found, summary]) + "\n")
    return len(found)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--flips", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    sys.exit(1 if run(asked.flips, asked.seed) else 0)


if __name__ == "__main__":
    main()
