"""Kill −9 at random moments of an import of several volumes with photos; look at what is left, then repeat it.

`python -m tests.e2e.exchange.import_kills --kills 100 --seed 1` prints one line and ends with 1 when an import was
neither wholly before nor wholly after, a source file changed, the repeat did not complete, or the workspace that
was hit does not end like one that was never hit.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.exchange.kit import Place, Program, bytes_of, first_meeting, moved, picture, visit_file

LONGER = 1.05
"""Some kills come after the end: then everything has to be there."""

PHOTOS = 12


@dataclass(frozen=True)
class Scene:
    """An office before the import, the volumes, what it holds before and after, and how long an import takes."""

    folder: Path
    program: Program
    volumes: list[Path]
    before: tuple[str, str]
    after: tuple[str, str]
    photos: frozenset[str]
    seconds: float


def prepared(folder: Path, program: Program) -> Scene:
    """An office that trusts a laptop with a day's work, and the same import done without a kill."""
    office, laptop = Place(folder / "office", program), Place(folder / "7号机", program)
    program.ask("new", office.path, "--role", "office")
    office.ask("sample", "--city-only")
    program.ask("new", laptop.path, "--role", "field", "--name", "7号机")
    first_meeting(office, laptop, office.export())
    first_meeting(laptop, office, laptop.export())
    _work(laptop, folder)
    volumes = laptop.export("--max-size", "400KB", "--no-encrypt")
    unhurt = Place(moved(office.path, folder / "unhurt"), program)
    begin = time.perf_counter()
    unhurt.takes(volumes)
    seconds = time.perf_counter() - begin
    return Scene(folder, program, volumes, office.hashes(), unhurt.hashes(), frozenset(unhurt.originals), seconds)


def _work(laptop: Place, folder: Path) -> None:
    project = laptop.ask("project list")["projects"][0]["name"]
    photos = [picture(folder / "照片" / f"{number}.jpg", number, 340) for number in range(PHOTOS)]
    problems = [{"description": f"第{number}个问题"} for number in range(60)]
    file = visit_file(folder / "visit.json", problems=problems)
    laptop.ask("visit add", *photos, "--project", project, "--file", file)


def faults_after(scene: Scene, number: int, delay: float) -> tuple[str, list[str]]:
    """One kill: what the workspace was found to be (`before` or `after`), and what is wrong with it."""
    office = Place(moved(scene.folder / "office", scene.folder / f"hit-{number}"), scene.program)
    files = bytes_of(scene.volumes)
    office.run("package import", *scene.volumes, kill_after=delay)
    left = office.hashes()
    state = {scene.before: "before", scene.after: "after"}.get(left, "")
    found = [] if state else [f"neither before nor after: {left}"]
    if not office.ask("check")["sound"]:
        found.append("not sound after the kill")
    if state == "after" and office.originals != scene.photos:
        found.append("operations without their photos")
    told = office.run("package import", *scene.volumes)
    if told.code:
        found.append(f"the repeat was refused: {told.out}{told.err}")
    found += _faults_at_the_end(scene, office)
    if bytes_of(scene.volumes) != files:
        found.append("a source file changed")
    shutil.rmtree(office.path)
    return state, found


def _faults_at_the_end(scene: Scene, office: Place) -> list[str]:
    found = []
    if office.hashes() != scene.after:
        found.append("another end than without a kill")
    if office.originals != scene.photos:
        found.append("other photos than without a kill")
    if not office.ask("check")["sound"]:
        found.append("not sound at the end")
    if [one for one in (office.path / "photos").rglob("*.tmp") if one.is_file()]:
        found.append("temporary files left")
    return found


def run(kills: int, seed: int) -> list[str]:
    """Kill so many imports; returns the faults."""
    chance = random.Random(seed)  # noqa: S311 - repeatable moments, nothing secret
    found: list[str] = []
    states = {"before": 0, "after": 0, "": 0}
    with tempfile.TemporaryDirectory() as name, Program(Path(name)) as program:
        scene = prepared(Path(name), program)
        for number in range(kills):
            delay = chance.uniform(0, scene.seconds * LONGER)
            state, faults = faults_after(scene, number, delay)
            states[state] += 1
            found += [f"kill {number} after {delay:.3f} s: {fault}" for fault in faults]
    left = f"{states['before']} before, {states['after']} after, {states['']} between"
    summary = f"{kills} kills of an import, seed {seed}: {left}, {len(found)} faults"
    sys.stdout.write("\n".join([*found, summary]) + "\n")
    return found


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    sys.exit(1 if run(asked.kills, asked.seed) else 0)


if __name__ == "__main__":
    main()
