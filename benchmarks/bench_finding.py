"""Finding projects: from a key to the first rows and the count, pages at any depth, and what the index costs.

Run: python benchmarks/bench_finding.py [--rows N] [--runs N] [--saves N]. Prints one line a job: median, smallest
and largest of interleaved runs, and the ratio of the medians (of the 95th percentiles for a save) to the peer in
the same run. The peers are LIKE over the same texts, OFFSET, and a save in a workspace without the index.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.bench_storage import Samples, p95, timed, workspace
from inspector.domain.project import Area, Project, Stage
from inspector.domain.project_query import ProjectQuery, SortColumn
from inspector.services.finding import FindingService
from inspector.services.profiles import load_profile
from inspector.storage import search_table
from inspector.storage.search_table import SearchTable
from inspector.storage.workspace import Workspace

TOWNS = ("连山区", "龙港区", "南票区", "兴城市", "绥中县", "建昌县", "徐大堡", "泳装园", "石化园")
TRADES = (
    "核电",
    "锂电池",
    "乙烯深加工",
    "风电塔筒",
    "专用化学品",
    "道路改造",
    "污水处理",
    "冷链物流",
    "锅炉辅机",
    "钛材",
)
WORKS = ("新建项目", "改扩建工程", "一期", "二期", "配套设施")
KEYS = {
    "1 character": "锂",
    "2 characters": "冷链",
    "5 characters": "二期123",
    "pinyin, 3 letters": "xdb",
    "full pinyin": "lidian",
}


def projects(rows: range) -> Iterator[Project]:
    """Projects whose texts are as long as those of a register."""
    for n in rows:
        town, trade, work = TOWNS[n % 9], TRADES[n // 9 % 10], WORKS[n // 90 % 5]
        yield Project(
            id=f"01814b56-f900-7000-8000-{n:012d}",
            name=f"葫芦岛市{town}{trade}{work}{n}",
            project_code=f"2203-211402-04-01-{n:06d}",
            owner_organization=f"{trade}建设发展有限公司{n % 900}",
            area_id=f"area-{n % 9}",
            address=f"{town}示例路{n % 500}号",
            total_investment=Decimal(n % 90_000) / 4 + 500,
            stage=Stage.CONSTRUCTION,
        )


def fill(ws: Workspace, rows: int) -> None:
    """So many projects, in transactions of 20,000."""
    with ws.transaction("areas") as tx:
        tx.insert_many(Area(id=f"area-{n}", code=f"2114{n:02d}", name=name) for n, name in enumerate(TOWNS))
    for first in range(0, rows, 20_000):
        with ws.transaction("projects") as tx:
            tx.insert_many(projects(range(first, min(rows, first + 20_000))))


@contextmanager
def without_index() -> Iterator[None]:
    """As on a SQLite that cannot keep the index: LIKE finds, and saves do not index."""
    search_table._ABLE = False
    try:
        yield
    finally:
        search_table._ABLE = True


def plainly(job: Callable[[], object]) -> float:
    """Seconds of one run without the index."""
    with without_index():
        return timed(job)


def typing(finding: FindingService, runs: int) -> tuple[Samples, dict[str, str]]:
    """From a key to the first 100 rows and the count."""
    taken: Samples = {}
    for name, typed in KEYS.items():
        query = ProjectQuery(text=typed)

        def asked(query: ProjectQuery = query) -> None:
            finding.page(query)
            finding.count(query)

        asked()
        taken[f"{name}: {typed}"] = [timed(asked) for _ in range(runs)]
        taken[f"LIKE %{typed}%"] = [plainly(asked) for _ in range(max(1, runs // 4))]
        taken[f"box over all: {typed}"] = [timed(lambda typed=typed: finding.search(typed)) for _ in range(runs)]  # type: ignore[misc]
    peers = {f"{name}: {typed}": f"LIKE %{typed}%" for name, typed in KEYS.items()}
    return taken, peers


def paging(ws: Workspace, finding: FindingService, runs: int) -> tuple[Samples, dict[str, str]]:
    """A page far down, and everything in order."""
    query = ProjectQuery(sort=SortColumn.NAME)
    numbers = finding.numbers(query)
    deep = len(numbers) * 9 // 10
    page = finding.page(query)
    before = finding.rows(numbers[deep - 1 : deep])[0]
    place = type(page.next)(before.name, before.number)  # type: ignore[misc]
    offset = "SELECT rowid, name FROM project ORDER BY name LIMIT 100 OFFSET ?"
    taken: Samples = {
        "page of 100 at 90 %": [timed(lambda: finding.page(query, place)) for _ in range(runs)],
        "the same by OFFSET": [timed(lambda: list(ws.reader.rows(offset, [deep]))) for _ in range(runs)],
        "100 rows of a window": [timed(lambda: finding.rows(numbers[deep : deep + 100])) for _ in range(runs)],
        "all numbers by name": [timed(lambda: finding.numbers(query)) for _ in range(runs)],
        "all numbers by investment": [
            timed(lambda: finding.numbers(ProjectQuery(sort=SortColumn.TOTAL_INVESTMENT))) for _ in range(runs)
        ],
        "page by investment": [
            timed(lambda: finding.page(ProjectQuery(sort=SortColumn.TOTAL_INVESTMENT))) for _ in range(runs)
        ],
    }
    return taken, {"page of 100 at 90 %": "the same by OFFSET"}


def saving(ws: Workspace, saves: int) -> tuple[Samples, dict[str, str]]:
    """One cell changed and saved: a text that is found, and a number that is not."""
    numbers = count()
    taken: Samples = {"save of a name": [], "save of a number": [], "save without the index": []}

    def save(**cells: object) -> None:
        with ws.transaction("edit") as tx:
            tx.update(Project, f"01814b56-f900-7000-8000-{next(numbers) % 1000:012d}", **cells)

    for turn in range(saves):
        taken["save of a name"].append(timed(lambda turn=turn: save(name=f"滨海公路{turn}")))  # type: ignore[misc]
        taken["save of a number"].append(timed(lambda turn=turn: save(jobs=turn + 1)))  # type: ignore[misc]
        taken["save without the index"].append(plainly(lambda turn=turn: save(jobs=-turn - 1)))  # type: ignore[misc]
        ws._writer.execute("UPDATE search_mark SET change_id = (SELECT max(change_id) FROM change_set)")
    return taken, dict.fromkeys(("save of a name", "save of a number"), "save without the index")


def show(taken: Samples, peers: dict[str, str], measure: Callable[[list[float]], float] = statistics.median) -> None:
    """Print the jobs, each with its ratio to its peer."""
    for name, seconds in taken.items():
        span = f"{min(seconds) * 1e3:.2f}-{max(seconds) * 1e3:.2f}"
        line = f"{name:32} {measure(seconds) * 1e3:10.2f} ms  {span:>20}"
        if name in peers:
            line += f"  {measure(seconds) / measure(taken[peers[name]]):6.3f} x {peers[name]}"
        print(line)


def rebuild(ws: Workspace) -> None:
    """Time and size of the index."""
    ws._writer.execute("UPDATE search_mark SET version = 0")
    seconds = timed(SearchTable(ws._writer).make_true)
    size = ws.reader.connection.execute("SELECT sum(length(block)) FROM search_project_data").fetchone()[0]
    texts = " || ".join(f"ifnull({name}, '')" for name in search_table.SEARCHED["project"])
    (text,) = ws.reader.connection.execute(f"SELECT sum(length(CAST({texts} AS BLOB))) FROM project").fetchone()  # noqa: S608
    print(
        f"index made anew in {seconds:.1f} s; {size / 1e6:.1f} MB, {size / text:.2f} x the text ({text / 1e6:.1f} MB)"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--saves", type=int, default=400)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place, workspace(Path(place), "ws") as ws:
        print(f"{asked.rows} projects entered in {timed(lambda: fill(ws, asked.rows)):.1f} s")
        rebuild(ws)
        finding = FindingService(ws, load_profile("huludao"))
        show(*typing(finding, asked.runs), p95)
        show(*paging(ws, finding, asked.runs))
        show(*saving(ws, asked.saves), p95)


if __name__ == "__main__":
    main()
