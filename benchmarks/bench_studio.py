"""The studio over an issue of the synthetic city: opening it, a key press, the preview that follows it.

Run: python benchmarks/bench_studio.py [--runs N]. Prints one line a job: median, smallest and largest. The limit of a
preview is 300 ms after a key; the peer is the same issue printed with a pen that remembers nothing.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from inspector.app import open_services
from inspector.domain.periods import Period
from inspector.services.workspaces import create_workspace
from inspector.storage.workspace import WorkplaceRole

ON = date(2022, 6, 10)
PROJECTS = 500


def timed(job: Callable[[], object], runs: int) -> list[float]:
    """Seconds of each run."""
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        job()
        taken.append(time.perf_counter() - start)
    return taken


def tell(name: str, taken: list[float]) -> None:
    """One line of the table."""
    milliseconds = [1000 * one for one in taken]
    print(f"{name:44}{statistics.median(milliseconds):7.0f} ms ({min(milliseconds):.0f}–{max(milliseconds):.0f})")


def measure(folder: Path, runs: int) -> None:
    """All jobs on one workspace."""
    create_workspace(folder, role=WorkplaceRole.OFFICE, device_name="bench", city="huludao").close()
    with open_services(folder) as services:
        services.examples.synthesize(PROJECTS, 1)
        studio, bulletins = services.office.studio, services.bulletins
        opened = studio.open(Period.of(ON), on=ON)
        keys = count()

        def key_and_preview() -> None:
            studio.write(opened.bulletin_id, "overview", 1, f"全市开复工{{active}}个，第{next(keys)}稿。")
            studio.preview(opened.bulletin_id)

        pages = studio.preview(opened.bulletin_id).pages
        tell("text, outline and checks", timed(lambda: studio.view(opened.bulletin_id), runs))
        tell(
            "a typed sentence checked", timed(lambda: studio.check_typed(opened.bulletin_id, "overview", 1, "无"), runs)
        )
        tell(f"a key written and previewed, {pages} pages", timed(key_and_preview, runs))
        issue = bulletins.show(opened.bulletin_id).bulletin
        tell("peer: printed with a new pen", timed(lambda: bulletins.print(issue, folder / "peer.pdf"), runs))


def main() -> None:
    """Measure in a temporary folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9)
    with tempfile.TemporaryDirectory() as place:
        measure(Path(place) / "city", parser.parse_args().runs)


if __name__ == "__main__":
    main()
