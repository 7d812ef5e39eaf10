"""Kill −9 at random moments while a workspace gets a passphrase and loses it again; look at what is left.

`python -m tests.storage.encryption_kills --kills 100 --seed 1` prints one line and ends with 1 when a workspace did
not open with its whole content, or anything readable lay in an encrypted one. It forks, as `faults` does.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from inspector.domain.ids import SystemClock
from inspector.domain.inspection import Photo
from inspector.domain.project import Project
from inspector.storage import encryption
from inspector.storage.backup import list_backups, make_backup, verify_backup
from inspector.storage.check import check
from inspector.storage.state_hash import state_hash
from inspector.storage.workspace import WorkplaceRole, Workspace
from inspector.vault import wrapping
from inspector.vault.key_file import is_encrypted
from tests.storage.test_sweep import keep

PASSPHRASE = "葫芦岛项目为王"  # noqa: S105 - made up
NAME = "滨海公路改扩建工程"
SIGNS = (b"SQLite format 3", NAME.encode(), b"JFIF")
PHOTOS, PROJECTS = 12, 300
FRESH_AFTER = 20
LONGEST = 0.5
"""Seconds within which a worker is killed: a change takes about a quarter of one."""


def fresh(path: Path) -> str:
    """A workspace with photos and a backup; returns what it holds."""
    with Workspace.create(path, role=WorkplaceRole.FIELD, device_name="7号机", city="huludao") as ws:
        shas = [keep(ws.photos, b"\xff\xd8 JFIF" + os.urandom(100_000 + number)) for number in range(PHOTOS)]
        with ws.transaction("入库") as tx:
            tx.insert_many(Project(id=tx.new_id(), name=f"{NAME}{number}") for number in range(PROJECTS))
            tx.insert_many(Photo(id=tx.new_id(), sha256=sha) for sha in shas)
        make_backup(ws)
        return state_hash(ws)


def work(path: Path, pipe: int) -> None:
    """The worker: sets the passphrase and takes it away, over and over, and says so each time; never returns."""
    clock = SystemClock()
    os.write(pipe, b"begin\n")
    while True:
        if is_encrypted(path):
            encryption.make_plain(path, PASSPHRASE, clock)
            os.write(pipe, b"plain\n")
        else:
            encryption.encrypt(path, PASSPHRASE, "", clock)
            os.write(pipe, b"encrypted\n")


def kill_once(path: Path, delay: float) -> None:
    """Let a worker work for `delay` seconds and kill it."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        work(path, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        told.readline()
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def faults_after(path: Path, state: str) -> Iterator[str]:
    """What is lost, damaged or readable after a kill."""
    with Workspace.open(path, passphrase=PASSPHRASE) as ws:
        if state_hash(ws) != state:
            yield "other content"
        yield from (f"{finding.key} {finding.details}" for finding in check(ws).findings)
        if not list_backups(ws.backups):
            yield "no backup left"
        for one in list_backups(ws.backups):
            verify_backup(one.path, PASSPHRASE)
    if is_encrypted(path):
        for file in path.rglob("*"):
            if file.is_file() and any(sign in file.read_bytes() for sign in SIGNS):
                yield f"readable: {file}"


def run(kills: int, seed: int) -> int:
    """Kill so many times; returns how many faults were found."""
    chance = random.Random(seed)  # noqa: S311 - repeatable moments, nothing secret
    wrapping.MEMORY_KIB, wrapping.ITERATIONS = 64, 1
    found: list[str] = []
    ends = {True: 0, False: 0}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(kills):
            if number % FRESH_AFTER == 0:
                path = Path(folder) / str(number)
                state = fresh(path)
            kill_once(path, chance.uniform(0, LONGEST))
            found += [f"kill {number}: {fault}" for fault in faults_after(path, state)]
            ends[is_encrypted(path)] += 1
    told = f"{ends[True]} ended encrypted, {ends[False]} plain, {len(found)} lost, damaged or readable"
    sys.stdout.write("\n".join([*found, f"{kills} kills, seed {seed}: {told}"]) + "\n")
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
