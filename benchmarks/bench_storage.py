"""The database against the driver underneath: bulk insert, durable save, statistics, pages, hash, taking in.

Run: python benchmarks/bench_storage.py [--rows N] [--runs N] [--saves N]. Prints one line a job: median,
smallest and largest of interleaved runs, and the ratio of the medians (of the 95th percentiles for a save) to the
peer in the same run. The peers write the same rows through plain `sqlcipher3`, with everything converted before.
"""

from __future__ import annotations

import argparse
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from inspector.domain.progress import DispatchRecord
from inspector.domain.project import AnnualPlan, Project, ProjectKind, Stage
from inspector.storage.driver import Connection, connect
from inspector.storage.merge import apply_operations, have, operations_since
from inspector.storage.project_table import ProjectTable
from inspector.storage.shape import shape
from inspector.storage.state_hash import state_hash
from inspector.storage.statistics_table import _QUERY, project_facts_rows
from inspector.storage.transaction import ChangeSet
from inspector.storage.undo import undo
from inspector.storage.workspace import WorkplaceRole, Workspace

TAKEN = 2_100
Samples = dict[str, list[float]]


def projects(rows: int) -> list[Project]:
    """Projects with 20 filled cells, as a register has them."""
    day = date(2022, 1, 1)
    return [
        Project(
            id=f"01814b56-f900-7000-8000-{n:012d}",
            name=f"葫芦岛市示例建设项目{n}",
            project_code=f"2203-211402-04-01-{n:06d}",
            province_platform_code=f"LN{n:08d}",
            owner_organization=f"建设单位{n % 900}",
            area_id=f"area-{n % 9}",
            park_id=f"park-{n % 30}",
            address=f"示例路{n % 500}号",
            longitude=120.8 + n % 1000 / 1e4,
            latitude=40.7 + n % 1000 / 1e4,
            industry_code="C26",
            total_investment=Decimal(n % 90_000) / 4 + 500,
            kind=ProjectKind.NEW_BUILD,
            stage=Stage.CONSTRUCTION,
            planned_start=day + timedelta(days=n % 300),
            actual_start=day + timedelta(days=n % 310),
            planned_completion=day + timedelta(days=400 + n % 300),
            jobs=n % 400,
            scale="新建厂房及配套设施",
            registered_on=day,
        )
        for n in range(rows)
    ]


def workspace(folder: Path, name: str) -> Workspace:
    """A new workspace."""
    return Workspace.create(folder / name, role=WorkplaceRole.OFFICE, device_name="bench", city="huludao")


def plain(folder: Path, name: str) -> Connection:
    """A plain database with the same tables, emptied of everything of ours but the declarations."""
    with workspace(folder, name):
        pass
    return connect(folder / name / "workspace.db", "rw")


def timed(job: Callable[[], object]) -> float:
    """Seconds of one run."""
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def insert_plainly(connection: Connection, tables: dict[str, list[tuple[object, ...]]]) -> None:
    """One transaction of `executemany`."""
    connection.execute("BEGIN IMMEDIATE")
    for table, rows in tables.items():
        connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)  # noqa: S608
    connection.execute("COMMIT")


def insert_ours(ws: Workspace, records: list[Project]) -> None:
    """One transaction with rows, log and chain."""
    with ws.transaction("导入") as tx:
        tx.insert_many(records)


def bulk(folder: Path, runs: int, records: list[Project]) -> Samples:
    """Many new projects at once."""
    with workspace(folder, "pattern") as ws:
        insert_ours(ws, records)
        read = ws.reader.connection
        tables = {name: read.execute(f"SELECT * FROM {name}").fetchall() for name in ("project", "operation")}  # noqa: S608
    taken: Samples = {"executemany, rows": [], "executemany, rows + log": [], "insert_many": []}
    for run in range(runs):
        for name, some in zip(taken, ({"project": tables["project"]}, tables), strict=False):
            connection = plain(folder, f"{run}-{len(some)}")
            taken[name].append(timed(lambda c=connection, t=some: insert_plainly(c, t)))  # type: ignore[misc]
            connection.close()
        with workspace(folder, f"{run}-ours") as ws:
            taken["insert_many"].append(timed(lambda ws=ws: insert_ours(ws, records)))  # type: ignore[misc]
    return taken


def save(folder: Path, saves: int, records: list[Project]) -> Samples:
    """One cell changed and durable, turn by turn with a plain commit of the same change."""
    connection = plain(folder, "plain-saves")
    numbers = count(1)
    taken: Samples = {"plain commit": [], "update of a cell": []}
    with workspace(folder, "saves") as ws:
        insert_ours(ws, records)
        insert_plainly(connection, {"project": [(*shape(Project).row(one), b"") for one in records]})

        def plainly() -> None:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("UPDATE project SET jobs = ? WHERE id = ?", (next(numbers) + 1000, chosen))
            connection.execute("COMMIT")

        def ours() -> None:
            with ws.transaction("改") as tx:
                tx.update(Project, chosen, jobs=next(numbers) + 1000)

        for turn in range(saves):
            chosen = records[turn * 37 % len(records)].id
            taken["plain commit"].append(timed(plainly))
            taken["update of a cell"].append(timed(ours))
    connection.close()
    return taken


def reading(folder: Path, runs: int, records: list[Project]) -> Samples:
    """Statistics, pages and the hash, beside the raw queries under them."""
    with workspace(folder, "reading") as ws:
        with ws.transaction("导入") as tx:
            tx.insert_many(records)
            tx.insert_many(AnnualPlan(id=f"p{n}", project_id=one.id, year=2022) for n, one in enumerate(records))
            tx.insert_many(
                DispatchRecord(id=f"d{n}", project_id=one.id, period="2022-05", reported_on=date(2022, 5, 31))
                for n, one in enumerate(records[: len(records) // 2])
            )
        read, deep = ws.reader.connection, records[len(records) * 9 // 10].id
        table = ProjectTable(ws.reader)
        jobs: dict[str, Callable[[], object]] = {
            "SELECT * of three tables": lambda: [
                read.execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608
                for name in ("project", "annual_plan", "dispatch_record")
            ],
            "statistics query alone": lambda: read.execute(
                _QUERY, {"year": 2022, "first": "2022-01-01", "on": "2022-06-10"}
            ).fetchall(),
            "project_facts_rows": lambda: list(project_facts_rows(ws.reader, 2022, date(2022, 6, 10))),
            "SELECT of 100, OFFSET": lambda: read.execute(
                f"SELECT * FROM project ORDER BY id LIMIT 100 OFFSET {len(records) * 9 // 10}"  # noqa: S608
            ).fetchall(),
            "page of 100": lambda: table.page(after=deep),
            "state_hash": lambda: state_hash(ws),
        }
        taken: Samples = {name: [] for name in jobs}
        for _ in range(runs):
            for name, job in jobs.items():
                taken[name].append(timed(job))
    return taken


def taking_in(folder: Path, runs: int, records: list[Project]) -> Samples:
    """Changes of another laptop to projects that are known here, once and again, and taken back.

    Beside a plain UPSERT of the rows that they touch, and geodiff where it is installed. Rehearsed, so that every
    run finds the same workspace.
    """
    taken: Samples = {"plain UPSERT": [], "geodiff apply": [], "apply_operations": [], "the same once more": []}
    upsert = f"INSERT OR REPLACE INTO project VALUES ({', '.join('?' * (len(Project.CELLS) + 2))})"  # noqa: S608
    with workspace(folder, "there") as there:
        insert_ours(there, records)
    shutil.copytree(folder / "there", folder / "here")
    with Workspace.open(folder / "there") as there:
        known = have(there.reader)
        with there.transaction("改") as tx:
            for one in records[: TAKEN * 3 : 3]:
                tx.update(Project, one.id, note="现场已复核")
        fresh = list(operations_since(there.reader, known))
        rows = there.reader.connection.execute("SELECT * FROM project WHERE note IS NOT NULL").fetchall()
    apply = geodiff(folder, upsert, rows)
    with Workspace.open(folder / "here") as here:
        connection = connect(here.database, "rw")
        for _ in range(runs):
            with here.rehearse(ChangeSet("导入")) as tx:
                taken["apply_operations"].append(timed(lambda tx=tx: apply_operations(tx, fresh)))  # type: ignore[misc]
                taken["the same once more"].append(timed(lambda tx=tx: apply_operations(tx, fresh)))  # type: ignore[misc]
            connection.execute("BEGIN IMMEDIATE")
            taken["plain UPSERT"].append(timed(lambda: connection.executemany(upsert, rows)))
            connection.execute("ROLLBACK")
            if apply:
                taken["geodiff apply"].append(apply())
        connection.close()
        with here.transaction("merge") as tx:
            apply_operations(tx, fresh)
        taken["undo of the import"] = [timed(lambda: undo(here))]
    return {name: seconds for name, seconds in taken.items() if seconds}


def geodiff(folder: Path, upsert: str, rows: list[tuple[object, ...]]) -> Callable[[], float] | None:
    """A run of geodiff with the same change to a plain table of the same rows; None where it is not installed."""
    try:
        from pygeodiff import GeoDiff  # noqa: PLC0415 - a peer that need not be there
    except ImportError:
        print("geodiff is not installed: pip install pygeodiff")
        return None
    base, changed, changes = (folder / name for name in ("base.db", "changed.db", "changes.bin"))
    with closing(connect(folder / "here" / "workspace.db", "ro")) as source, closing(sqlite3.connect(base)) as plain:
        ((declared,),) = source.execute("SELECT sql FROM sqlite_schema WHERE name = 'project'").fetchall()
        plain.execute(
            declared.replace(" STRICT", "").replace('"id" TEXT PRIMARY KEY', '"id" TEXT NOT NULL PRIMARY KEY')
        )
        kept = source.execute("SELECT * FROM project").fetchall()
        plain.executemany(upsert, kept)
        plain.commit()
    shutil.copy(base, changed)
    with closing(sqlite3.connect(changed)) as other, other:
        other.executemany(upsert, rows)
    GeoDiff().create_changeset(str(base), str(changed), str(changes))

    def apply() -> float:
        target = folder / "target.db"
        shutil.copy(base, target)
        return timed(lambda: GeoDiff().apply_changeset(str(target), str(changes)))

    return apply


def p95(seconds: list[float]) -> float:
    """The 95th percentile."""
    return sorted(seconds)[len(seconds) * 95 // 100]


PEERS = {
    "insert_many": "executemany, rows + log",
    "executemany, rows": "executemany, rows + log",
    "update of a cell": "plain commit",
    "project_facts_rows": "statistics query alone",
    "page of 100": "SELECT of 100, OFFSET",
    "state_hash": "SELECT * of three tables",
    "apply_operations": "plain UPSERT",
    "geodiff apply": "plain UPSERT",
    "the same once more": "plain UPSERT",
    "undo of the import": "apply_operations",
}


def show(taken: Samples, measure: Callable[[list[float]], float] = statistics.median) -> None:
    """Print the jobs, each with its ratio to its peer."""
    for name, seconds in taken.items():
        span = f"{min(seconds) * 1e3:.2f}-{max(seconds) * 1e3:.2f}"
        line = f"{name:26} {measure(seconds) * 1e3:10.2f} ms  {span:>20}"
        if name in PEERS:
            line += f"  {measure(seconds) / measure(taken[PEERS[name]]):6.2f} x {PEERS[name]}"
        print(line)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--saves", type=int, default=400)
    asked = parser.parse_args()
    records = projects(asked.rows)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        show(bulk(folder, asked.runs, records))
        show(save(folder, asked.saves, records), p95)
        show(reading(folder, asked.runs, records))
        show(taking_in(folder, asked.runs, records))


if __name__ == "__main__":
    main()
