"""Photo attach against the bare Pillow pipeline that does nothing but decode at 1/2 and write two JPEGs.

    python benchmarks/bench_photos.py [--photos 12] [--rounds 5]

Each side runs in processes of its own, in turns, on the same 12-megapixel JPEGs (made here). The store does more
per photo: SHA-256, a verified copy, four fsyncs, EXIF, a border between two processes. Targets (performance.md):
>= 0.9x the bare pipeline on one thread, >= 1.6x with two, worker <= 110 MiB.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

from PIL import Image, ImageChops

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from inspector.photos import PhotoStore, StoredPhoto

SIZE = (4032, 3024)
SIDES = ("bare draft(2016)", "store, one by one", "store, two at once")


def make_photos(folder: Path, count: int) -> list[Path]:
    """JPEGs of about 4 MB: smooth colour, edges and sensor noise, each with other bytes."""
    noise = Image.effect_noise(SIZE, 18).convert("RGB")
    scene = Image.merge("RGB", [Image.effect_mandelbrot((1008, 756), box, 60) for box in _boxes()]).resize(SIZE)
    base = ImageChops.add(scene, noise, 1.0, -128)
    paths = [folder / f"{number}.jpg" for number in range(count)]
    for number, path in enumerate(paths):
        ImageChops.offset(base, number * 17, number * 11).save(path, "JPEG", quality=90, subsampling="4:2:0")
    return paths


def _boxes() -> list[tuple[float, float, float, float]]:
    dice = random.Random(7)  # noqa: S311 - a repeatable picture
    shifts = [dice.uniform(-0.3, 0.3) for _ in range(3)]
    return [(-2 + shift, -1.2, 1 + shift, 1.2) for shift in shifts]


def bare(photos: list[Path], out: Path) -> tuple[float, float]:
    """Seconds and peak MiB of the peer: draft, load, two saves."""
    begin = time.perf_counter()
    for path in photos:
        with Image.open(path, formats=["JPEG"]) as image:
            image.draft("RGB", (2016, 1512))
            image.load()
            image.save(out / f"{path.stem}-print.jpg", quality=85)
            image.thumbnail((320, 320), reducing_gap=2.0)
            image.save(out / f"{path.stem}-thumb.jpg", quality=80)
    return time.perf_counter() - begin, peak_mib("self")


def stored(photos: list[Path], out: Path, *, together: bool) -> tuple[float, float]:
    """Seconds and the worker's peak MiB of the store; the worker is started before, as in the program."""
    with PhotoStore(out / "photos") as store:
        store.attach(photos[0])
        begin = time.perf_counter()
        answers = store.attach_many(photos[1:]) if together else [store.attach(path) for path in photos[1:]]
        seconds = time.perf_counter() - begin
        if not all(isinstance(one, StoredPhoto) for one in answers):
            raise SystemExit(f"a photo was refused: {answers}")
        return seconds, peak_mib(str(store._running_decoder()._running().process.pid))  # noqa: SLF001


def peak_mib(process: str) -> float:
    """The peak of resident memory, where /proc tells it, else NaN."""
    status = Path("/proc") / process / "status"
    if not status.exists():
        return float("nan")
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def run_side(side: str, photos: list[Path], out: Path) -> tuple[float, float]:
    """Photos a second and peak MiB, in this process."""
    if side == SIDES[0]:
        seconds, peak = bare(photos[1:], out)
    else:
        seconds, peak = stored(photos, out, together=side == SIDES[2])
    return (len(photos) - 1) / seconds, peak


def measure(side: str, folder: Path) -> tuple[float, float]:
    """The same in a process of its own, with an empty folder to write to."""
    with tempfile.TemporaryDirectory(dir=folder.parent) as out:
        command = [sys.executable, __file__, "--side", side, "--folder", str(folder), "--out", out]
        rate, peak = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return rate, peak


def show(results: dict[str, list[tuple[float, float]]]) -> None:
    """The table: ratios round by round (a slow minute weighs on both sides) and of the best runs (others only slow)."""
    print(f"Python {platform.python_version()}, Pillow {version('pillow')}, 12 megapixels, JPEG quality 90\n")
    print("| side | photos/s, median (min-max) | ratio to bare | of the best | peak MiB |\n|---|---|---|---|---|")
    best = {side: max(rate for rate, _ in runs) for side, runs in results.items()}
    for side, runs in results.items():
        rates = sorted(rate for rate, _ in runs)
        shown = f"{statistics.median(rates):.1f} ({rates[0]:.1f}-{rates[-1]:.1f})"
        ratios = f"{ratio(runs, results[SIDES[0]]):.2f}x | {best[side] / best[SIDES[0]]:.2f}x"
        print(f"| {side} | {shown} | {ratios} | {max(peak for _, peak in runs):.0f} |")
    two, one = results[SIDES[2]], results[SIDES[1]]
    print(
        f"\ntwo at once against one by one: {ratio(two, one):.2f}x, of the best {best[SIDES[2]] / best[SIDES[1]]:.2f}x"
    )


def ratio(runs: list[tuple[float, float]], peers: list[tuple[float, float]]) -> float:
    """The median of the rate ratios, round by round."""
    return statistics.median(rate / peer for (rate, _), (peer, _) in zip(runs, peers, strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=12)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--side", choices=SIDES, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.side:
        print(json.dumps(run_side(asked.side, sorted(asked.folder.iterdir()), asked.out)))
        return
    top = Path(tempfile.mkdtemp(prefix="bench-photos-"))
    try:
        folder = top / "source"
        folder.mkdir()
        make_photos(folder, asked.photos + 1)
        results: dict[str, list[tuple[float, float]]] = {side: [] for side in SIDES}
        for _ in range(asked.rounds):
            for side, runs in results.items():
                runs.append(measure(side, folder))
        show(results)
    finally:
        shutil.rmtree(top)


if __name__ == "__main__":
    main()
