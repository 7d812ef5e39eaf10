"""Kill −9 at random moments of saving, importing, backing up, restoring, opening and migrating; look at what is left.

`python -m tests.storage.faults --kills 100 --seed 1` prints one line and ends with 1 when anything that was
acknowledged is lost or anything partial is found. A program of its own, because it forks: a worker does one
job over and over and acknowledges each on a pipe, until it is killed.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from inspector.domain.operation import COUNTER_BITS
from inspector.domain.problem import Problem
from inspector.domain.project import Project
from inspector.storage import migrations
from inspector.storage.backup import list_backups, make_backup, restore, verify_backup
from inspector.storage.check import check
from inspector.storage.codec import canonical
from inspector.storage.driver import connect
from inspector.storage.merge import apply_operations, have
from inspector.storage.receipt_table import keep_receipt, receipt, receipts
from inspector.storage.state_hash import state_hash
from inspector.storage.workspace import DATABASE, WorkplaceRole, Workspace
from tests.storage.kit import operation
from tests.storage.test_local_records import RECEIPT

BULK = 400
IMPORTED = 300
FRESH_AFTER = 8
"""A new workspace after so many kills, so that looking at it stays quick."""

LONGEST = {"save": 0.2, "bulk": 0.4, "import": 0.4, "backup": 0.4, "restore": 0.4, "open": 0.2, "migrate": 0.3}
"""Seconds within which a worker at a job is killed."""

Acknowledge = Callable[[str], None]


def save(ws: Workspace, acknowledge: Acknowledge) -> None:
    """A project with two problems, as one step; then an edit of it."""
    with ws.transaction("入库") as tx:
        made = Project(id=tx.new_id(), name="甲", source="save")
        tx.insert(made)
        tx.insert_many(Problem(id=tx.new_id(), project_id=made.id, description="缺围挡") for _ in range(2))
    acknowledge(made.id)
    with ws.transaction("改") as tx:
        tx.update(Project, made.id, note="已改", jobs=5)


def bulk(ws: Workspace, acknowledge: Acknowledge) -> None:
    """Many projects at once, under one name."""
    with ws.transaction("导入") as tx:
        tag = tx.new_id()
        tx.insert_many(Project(id=tx.new_id(), name=f"{n}", source=tag) for n in range(BULK))
    acknowledge(tag)


def importing(ws: Workspace, acknowledge: Acknowledge) -> None:
    """A package of another laptop with its receipt, in one step, and once more, which changes nothing."""
    first = have(ws.reader).get("b:1", ((1, 0),))[-1][1] + 1
    now = ws.clock.milliseconds() << COUNTER_BITS
    tag = f"package {first}"
    value = canonical({"1": "路", "33": tag})
    package = [operation("b:1", first + n, row=f"{tag}-{n}", value=value, hlc=now + n) for n in range(IMPORTED)]
    for _ in range(2):
        with ws.transaction("merge") as tx:
            apply_operations(tx, package)
            keep_receipt(tx, replace(RECEIPT, package=tag, change_id=tx.change_id))
    acknowledge(tag)


def backup(ws: Workspace, acknowledge: Acknowledge) -> None:
    """A backup into the workspace itself."""
    acknowledge(str(make_backup(ws).path))


def restoring(ws: Workspace, acknowledge: Acknowledge) -> None:
    """A restore of the newest backup into a new folder."""
    target = ws.path.parent / f"restored-{time.monotonic_ns()}"
    restore(list_backups(ws.backups)[0].path, target)
    acknowledge(str(target))


JOBS = {"save": save, "bulk": bulk, "import": importing, "backup": backup, "restore": restoring}


def later_schema(database: Database) -> None:
    """A second migration, of this harness only: a table that is filled from the projects."""
    database.execute("CREATE TABLE later (id TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT")
    for id_, name in database.execute("SELECT id, name FROM project").fetchall():
        database.execute("INSERT INTO later VALUES (?, ?)", [id_, name])


def work(path: Path, job: str, pipe: int) -> None:
    """The worker: never returns."""
    if job in OPENING:
        _write(pipe, "open")
        OPENING[job](path, pipe)
    with Workspace.open(path) as ws:
        _write(pipe, "open")
        while True:
            JOBS[job](ws, lambda told: _write(pipe, told))


def _opening(path: Path, pipe: int) -> None:
    """Open and close, with a save in between, so that there is something to tidy up."""
    while True:
        with Workspace.open(path) as ws:
            save(ws, lambda told: _write(pipe, told))


def _migrating(path: Path, pipe: int) -> None:
    """Open a workspace of the version before, which migrates it; then wait to be killed."""
    migrations.STEPS = (*migrations.STEPS, later_schema)
    with Workspace.open(path):
        _write(pipe, str(path))
        signal.pause()


OPENING = {"open": _opening, "migrate": _migrating}


def _write(pipe: int, told: str) -> None:
    os.write(pipe, f"{told}\n".encode())


def kill_once(path: Path, job: str, delay: float) -> list[str]:
    """Let a worker do a job for `delay` seconds and kill it; returns what it acknowledged."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        work(path, job, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        told.readline()
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return told.read().decode().splitlines()


def faults_after(path: Path, job: str, acknowledged: list[str]) -> list[str]:
    """What is lost, partial or damaged after a kill."""
    if job == "migrate":
        return _faults_after_migration(path, acknowledged)
    with Workspace.open(path) as ws:
        found = [] if ws.info.epoch == 1 else ["a new epoch without a copy"]
        found += [f"{finding.key} {finding.details}" for finding in check(ws).findings]
        found += _partial(ws)
        for told in acknowledged:
            if job in {"save", "open"} and ws.reader.find(Project, id=told) is None:
                found.append(f"lost project {told}")
            if job == "bulk" and ws.reader.count(Project, source=told) != BULK:
                found.append(f"lost import {told}")
            if job == "import" and (
                receipt(ws.reader, told) is None or ws.reader.count(Project, source=told) != IMPORTED
            ):
                found.append(f"lost package {told}")
            if job in {"backup", "restore"} and not Path(told).is_dir():
                found.append(f"lost {job} {told}")
        for one in list_backups(ws.backups):
            verify_backup(one.path)
    for target in path.parent.glob("restored-*"):
        with Workspace.open(target) as copy:
            found += [f"{finding.key} in {target.name}" for finding in check(copy).findings]
            state_hash(copy)
    return found


def _faults_after_migration(path: Path, acknowledged: list[str]) -> list[str]:
    """The old version or the new one wholly; and opening goes on from either."""
    connection = connect(path / DATABASE, "rw")
    before = migrations.version(connection)
    made = connection.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'later'").fetchone()[0]
    connection.close()
    found = [f"version {before}, tables {made}"] if before != len(migrations.STEPS) + made else []
    found += ["lost migration"] if acknowledged and not made else []
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(migrations, "STEPS", (*migrations.STEPS, later_schema))
        with Workspace.open(path) as ws:
            found += [f"{finding.key} {finding.details}" for finding in check(ws).findings]
            (kept,) = ws.reader.connection.execute("SELECT count(*) FROM later").fetchone()
            found += [] if kept == ws.reader.count(Project) else [f"partial migration: {kept}"]
            found += (
                []
                if any(one.reason == "migration" for one in list_backups(ws.backups))
                else ["no backup before the migration"]
            )
    shutil.rmtree(path)
    return found


def _partial(ws: Workspace) -> list[str]:
    read = ws.reader.connection
    problems = dict(read.execute("SELECT project_id, count(*) FROM problem GROUP BY 1"))
    saved = [row for (row,) in read.execute("SELECT id FROM project WHERE source = 'save'")]
    found = [f"partial save {row}" for row in saved if problems.get(row) != 2]
    imports = dict(read.execute("SELECT source, count(*) FROM project WHERE source <> 'save' GROUP BY 1"))
    packages = {tag for tag in imports if tag.startswith("package")}
    receipted = {one.package for one in receipts(ws.reader)}
    found += [f"package {tag} without receipt, or the other way round" for tag in packages ^ receipted]
    whole = {tag: IMPORTED if tag in packages else BULK for tag in imports}
    return found + [f"partial import {tag}: {count}" for tag, count in imports.items() if count != whole[tag]]


def _fresh(folder: Path, number: int) -> Path:
    place = folder / str(number)
    place.mkdir()
    with Workspace.create(place / "ws", role=WorkplaceRole.FIELD, device_name="7号机", city="huludao") as ws:
        save(ws, lambda _: None)
        make_backup(ws)
    return place / "ws"


def run(kills: int, seed: int) -> int:
    """Kill so many times; returns how many faults were found."""
    chance = random.Random(seed)  # noqa: S311 - repeatable moments, nothing secret
    found: list[str] = []
    acknowledged = 0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(kills):
            if number % FRESH_AFTER == 0:
                path = _fresh(Path(folder), number)
            job = chance.choice([*JOBS, *OPENING])
            place = shutil.copytree(path, path.with_name("older")) if job == "migrate" else path
            told = kill_once(place, job, chance.uniform(0, LONGEST[job]))
            acknowledged += len(told)
            found += [f"kill {number} at {job}: {fault}" for fault in faults_after(place, job, told)]
    summary = f"{kills} kills, seed {seed}: {acknowledged} acknowledged, {len(found)} lost, partial or damaged"
    sys.stdout.write("\n".join([*found, summary]) + "\n")
    return len(found)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    sys.exit(1 if run(asked.kills, asked.seed) else 0)


if __name__ == "__main__":
    main()
