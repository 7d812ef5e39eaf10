"""The cockpit of a large city: first look, the same again, and the rows behind its figures.

Run: python benchmarks/bench_cockpit.py [--projects N] [--visits N] [--runs N] [--workspace FOLDER]. Prints one line a
job: median, smallest and largest. The limit is one second for 100,000 projects and 1,000,000 visits; the peer is the
same city counted project by project, as the commands do. A `--workspace` that exists is used, else it is made there.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from itertools import count, islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from inspector.app import open_services
from inspector.domain.ids import CHINA
from inspector.domain.inspection import Inspection, InspectionState, Purpose
from inspector.domain.project import Project
from inspector.services.bundle import Services
from inspector.services.workspaces import create_workspace
from inspector.storage.workspace import WorkplaceRole

ON = date(2022, 6, 10)
LIMIT = 1.0
_CHUNK = 100_000


def build(folder: Path, projects: int, visits: int) -> None:
    """A synthetic city with its projects visited again and again."""
    create_workspace(folder, role=WorkplaceRole.OFFICE, device_name="bench", city="huludao").close()
    with open_services(folder) as services:
        services.examples.synthesize(projects, 1)
        left = visits_of(services, visits)
        while chunk := list(islice(left, _CHUNK)):
            with services.workspace.transaction("visits") as tx:
                tx.insert_many(chunk)


def visits_of(services: Services, visits: int) -> Iterator[Inspection]:
    """Signed visits, one project after the other."""
    ids = [one.id for one in services.workspace.reader.all(Project)]
    for number in range(visits):
        at = datetime(2022, 1, 1, 9, tzinfo=CHINA) + timedelta(days=number % 160)
        yield Inspection(
            id=f"01814b56-f900-7000-9000-{number:012d}",
            project_id=ids[number % len(ids)],
            visited_at=at,
            purpose=Purpose.ROUTINE,
            seen_status="主体施工",
            conclusions="按计划推进",
            state=InspectionState.SIGNED,
            signature="巡查员",
            signed_at=at,
        )


def timed(job: Callable[[], object], runs: int) -> list[float]:
    """Seconds of each run."""
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        job()
        taken.append(time.perf_counter() - start)
    return taken


def tell(name: str, taken: list[float], limit: float | None = None) -> None:
    """One line of the table."""
    shown = f"{statistics.median(taken):7.3f} s ({min(taken):.3f}–{max(taken):.3f})"
    print(f"{name:52}{shown}" + (f"  limit {limit} s" if limit else ""))


def measure(folder: Path, runs: int) -> None:
    """All jobs on one workspace."""
    with open_services(folder, read_only=True) as services:
        cockpit, statistic = services.office.cockpit, services.statistics
        days = (ON - timedelta(days=number) for number in count(1))
        tell("cockpit, the first look", timed(lambda: cockpit.overview(ON), 1), LIMIT)
        tell("cockpit of other days", timed(lambda: cockpit.overview(next(days)), runs), LIMIT)
        tell("the same cockpit again", timed(lambda: cockpit.overview(ON - timedelta(days=runs)), runs))
        tell("peer: family and ranking, project by project", timed(lambda: statistic.overview(ON), 1))
        shown = cockpit.overview(ON)
        tell("rows behind 开复工率", timed(lambda: cockpit.rows(shown.start_resume.done.rows), runs))
        tell("rows behind the red lamps", timed(lambda: cockpit.rows(shown.lamps.red.lamps.rows), runs))


def main() -> None:
    """Build what is missing, then measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--projects", type=int, default=100_000)
    parser.add_argument("--visits", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--workspace", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder: Path = chosen.workspace or Path(place) / "city"
        if not folder.exists():
            build(folder, chosen.projects, chosen.visits)
        measure(folder, chosen.runs)


if __name__ == "__main__":
    main()
