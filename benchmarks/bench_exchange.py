"""Whole exports and imports between two workspaces: an increment, and packages of photos beside `cp` and `sync`.

    python benchmarks/bench_exchange.py [--rows 100000] [--photos 500] [--rounds 3] [--only increment|photos]

Increment: 2,100 edits into 100,000 projects, through PackageExport and PackageImport with signature, receipt, report
and read-back; the limit beside it is a plain UPSERT of the same rows. Targets (exchange.md): import <= 0.5 s, replay
<= 0.1 s, package <= 200 KB.

Photos: files of 1.15 MB (2,000 of them are 2.3 GB). Export (hashed, written, read back, synced) and import (verified,
one synced file a photo, one transaction) beside `cp -r` of the originals and `sync`. Targets: <= 1.1x and <= 1.3x,
growth <= 100 MB.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from inspector.app import open_services
from inspector.domain.ids import SystemClock, new_id
from inspector.domain.inspection import Photo
from inspector.domain.project import Project
from inspector.domain.record import Sort
from inspector.photos import PhotoStore
from inspector.services.bundle import Services
from inspector.services.packages.exporting import ExportWish
from inspector.services.packages.importing import ImportReport
from inspector.services.packages.report import FileStatus
from inspector.services.workspaces import create_workspace
from inspector.storage import meta
from inspector.storage.driver import connect
from inspector.storage.identity import MARKER
from inspector.storage.shape import shape
from inspector.storage.state_hash import state_hash
from inspector.storage.workspace import DATABASE, WorkplaceRole

EDITS = 2_100
PHOTO_BYTES = 1_150_000


def timed(job: Callable[[], object]) -> float:
    begin = time.perf_counter()
    job()
    return time.perf_counter() - begin


def sync() -> None:
    subprocess.run(["sync"], check=True)


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def pair(stack: ExitStack, folder: Path, office_projects: int) -> tuple[Services, Services]:
    """An office with projects and a laptop that holds them too; both trust each other."""
    create_workspace(folder / "office", role=WorkplaceRole.OFFICE, device_name="office", city="huludao").close()
    if office_projects:
        with open_services(folder / "office") as made:
            fill_register(made, office_projects)
    as_laptop(folder / "office", folder / "field")
    office, field = (stack.enter_context(open_services(folder / name)) for name in ("office", "field"))
    for source, target in ((office, field), (field, office), (office, field)):
        files = [one.path for one in source.outgoing.export(folder / "stick", ExportWish(encrypt=False)).packages]
        report = target.incoming.take(files)
        if report.files[0].status is FileStatus.QUARANTINED:
            target.incoming.take(
                target.devices.trust(source.workspace.info.device_name, "bench", compared=True).waiting
            )
    return office, field


def fill_register(services: Services, count: int) -> None:
    """So many projects with some thirty cells filled."""
    dice = random.Random(1)  # noqa: S311 - repeatable rows
    with services.workspace.transaction("fill") as tx:
        tx.insert_many(numbered_project(tx.new_id(), number, dice) for number in range(count))


def numbered_project(row_id: str, number: int, dice: random.Random) -> Project:
    """A project whose text cells hold short texts and whose number cells hold numbers, all different."""
    filled: dict[str, Any] = {}
    for cell in Project.CELLS:
        if cell.refers is None and cell.sort in _MADE:
            filled[cell.name] = _MADE[cell.sort](number, dice)
    return Project(id=row_id, **{**filled, "name": f"第{number}号重点项目"})


_MADE: dict[Sort, Callable[[int, random.Random], Any]] = {
    Sort.TEXT: lambda number, dice: f"内容{number}-{dice.randrange(1000)}",
    Sort.INTEGER: lambda _number, dice: dice.randrange(10_000),
    Sort.REAL: lambda _number, dice: round(dice.uniform(119, 121), 6),
    Sort.MONEY: lambda _number, dice: Decimal(dice.randrange(10**6)),
    Sort.DECIMAL: lambda _number, dice: Decimal(dice.randrange(10**4)),
    Sort.DATE: lambda number, _dice: date(2022, 1, 1) + timedelta(days=number % 365),
}


def as_laptop(source: Path, target: Path) -> None:
    """The folder again under an identity of its own: merging 100,000 projects first would take minutes."""
    shutil.copytree(source, target)
    connection = connect(target / DATABASE, "rw")
    meta.write(connection, replica=new_id(SystemClock()), device_name="field", role="field")
    connection.close()
    (target / MARKER).unlink()


def edit(services: Services, turn: int) -> list[Project]:
    chosen = list(services.workspace.reader.all(Project, limit=EDITS))
    with services.workspace.transaction("edit") as tx:
        chosen = chosen[: EDITS // 2]
        return [
            tx.update(Project, one.id, note=f"{turn}-{at}", jobs=turn * EDITS + at) for at, one in enumerate(chosen)
        ]


def upsert(services: Services, changed: list[Project]) -> float:
    """The limit: the same rows put into a copy of the table, one transaction."""
    made = shape(Project)
    copy = services.workspace.path.parent / "copy.db"
    shutil.copyfile(services.workspace.database, copy)
    connection = connect(copy, "rw")
    rows = [(*row, made.hash(row)) for row in map(made.row, changed)]

    def job() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(made.insert.replace("INSERT INTO", "INSERT OR REPLACE INTO"), rows)
        connection.execute("COMMIT")

    seconds = timed(job)
    connection.close()
    copy.unlink()
    return seconds


def increment(folder: Path, rows: int, rounds: int) -> None:
    imports, replays, limits, sizes = [], [], [], []
    with ExitStack() as stack:
        office, field = pair(stack, folder, rows)
        for turn in range(1, rounds + 1):
            changed = edit(field, turn)
            (made,) = field.outgoing.export(folder / "stick", ExportWish(encrypt=False)).packages
            sizes.append(made.size)
            reports: list[ImportReport] = []
            imports.append(timed(lambda: reports.append(office.incoming.take([made.path]))))  # noqa: B023 - called at once
            assert reports[0].files[0].fresh >= EDITS - 10  # noqa: S101 - the measurement must measure something
            replays.append(timed(lambda: office.incoming.take([made.path])))  # noqa: B023 - called at once
            limits.append(upsert(office, changed))
            back = office.outgoing.export(folder / "stick", ExportWish(encrypt=False)).packages
            field.incoming.take([one.path for one in back])
        assert state_hash(office.workspace) == state_hash(field.workspace)  # noqa: S101
    print(f"increment of {EDITS} operations into {rows} projects, {rounds} rounds (median, min–max)")
    show("import, seconds", imports)
    show("replay, seconds", replays)
    show("plain UPSERT, seconds", limits)
    print(f"  package: {statistics.median(sizes) / 1000:.0f} KB")


def show(name: str, values: list[float]) -> None:
    print(f"  {name}: {statistics.median(values):.3f} ({min(values):.3f}–{max(values):.3f})")


def fill(services: Services, count: int) -> None:
    """Photo records with originals that no deflate makes smaller."""
    dice = random.Random(1)  # noqa: S311 - repeatable bytes
    import hashlib  # noqa: PLC0415 - only here

    with services.store.receiving() as incoming, services.workspace.transaction("fill") as tx:
        for _ in range(count):
            data = dice.randbytes(PHOTO_BYTES)
            sha = hashlib.sha256(data).hexdigest()
            incoming.original(sha, len(data), (data[at : at + 65_536] for at in range(0, len(data), 65_536)))
            tx.insert(Photo(id=tx.new_id(), sha256=sha))
        incoming.publish()


def photos(folder: Path, count: int, rounds: int) -> None:
    exports, copies, imports = [], [], []
    with ExitStack() as stack:
        office, field = pair(stack, folder, 0)
        fill(field, count)
        sync()
        before = peak_mb()
        for turn in range(rounds):
            stick = folder / f"stick-{turn}"
            copies.append(timed(lambda: copy(field.workspace.photos / "originals", folder / "out")))
            shutil.rmtree(folder / "out")
            exports.append(timed(lambda: field.outgoing.export(stick, ExportWish(encrypt=False))))  # noqa: B023
            (file,) = stick.glob("*.xmw")
            imports.append(timed(lambda: office.incoming.take([file])))  # noqa: B023
            forget(office.store, office.workspace.photos)
            shutil.rmtree(stick)
        grown = peak_mb() - before
    print(f"{count} photos, {count * PHOTO_BYTES / 1e6:.0f} MB, {rounds} rounds (median, min–max)")
    show("export / (cp + sync)", [one / other for one, other in zip(exports, copies, strict=True)])
    show("import / (cp + sync)", [one / other for one, other in zip(imports, copies, strict=True)])
    show("export, seconds", exports)
    show("cp -r of the originals + sync, seconds", copies)
    show("import, seconds", imports)
    print(f"  memory growth: {grown:.0f} MB")


def copy(source: Path, target: Path) -> None:
    subprocess.run(["cp", "-r", str(source), str(target)], check=True)
    sync()


def forget(_store: PhotoStore, folder: Path) -> None:
    """The office loses its photos again, so that the next round stores them anew; the rows are known then."""
    shutil.rmtree(folder / "originals")
    sync()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--photos", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=["increment", "photos"])
    asked = parser.parse_args()
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}")
    for name, job in (("increment", increment), ("photos", photos)):
        if asked.only in (None, name):
            with tempfile.TemporaryDirectory() as folder:
                job(Path(folder), asked.rows if name == "increment" else asked.photos, asked.rounds)


if __name__ == "__main__":
    main()
