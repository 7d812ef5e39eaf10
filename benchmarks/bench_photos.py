"""Photo attach against the bare Pillow pipeline; photos out of a package against `cp -r` and `sync`.

    python benchmarks/bench_photos.py [--photos 12] [--rounds 5] [--megabytes 600] [--only attach|receive]

Attach: the peer does nothing but decode at 1/2 and write two JPEGs. Each side runs in processes of its own, in turns,
on the same 12-megapixel JPEGs (made here). The store does more per photo: SHA-256, a verified copy, four fsyncs, EXIF,
a border between two processes. Targets (performance.md): >= 0.9x the bare pipeline on one thread, >= 1.6x with two,
worker <= 110 MiB.

Receive: files of 1.2 MB in the page cache, given in chunks of 64 KiB, each hashed, written and synced down to the
disk. Target (exchange.md): <= 1.3x the time of the copy; memory flat.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from PIL import Image, ImageChops

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from inspector.photos import PhotoStore, StoredPhoto

SIZE = (4032, 3024)
PHOTO_BYTES = 1_200_000
CHUNK = 65_536
SIDES = ("bare draft(2016)", "store, one by one", "store, two at once")
RECEIVE_SIDES = ("cp -r + sync", "receiving")


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
    """Photos a second (of a receipt: seconds) and peak MiB, in this process."""
    if side in RECEIVE_SIDES:
        return run_receive(side, photos[0].parent, out)
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


def make_files(folder: Path, megabytes: int) -> None:
    """Files of 1.2 MB named by their address; what they show does not matter, they are not decoded."""
    folder.mkdir()
    for number in range(megabytes * 1_000_000 // PHOTO_BYTES):
        raw = hashlib.shake_256(number.to_bytes(8, "big")).digest(PHOTO_BYTES)
        (folder / hashlib.sha256(raw).hexdigest()).write_bytes(raw)


def copied(folder: Path, out: Path) -> tuple[float, float]:
    """Seconds of the peer."""
    begin = time.perf_counter()
    subprocess.run(["cp", "-r", str(folder), str(out / "copy")], check=True)
    subprocess.run(["sync"], check=True)
    return time.perf_counter() - begin, float("nan")


def received(folder: Path, out: Path) -> tuple[float, float]:
    """Seconds of the store, and MiB that the peak of memory grew."""
    paths = sorted(folder.iterdir())
    before = peak_mib("self")
    begin = time.perf_counter()
    with PhotoStore(out / "photos") as store, store.receiving() as incoming:
        for path in paths:
            incoming.original(path.name, path.stat().st_size, chunks(path))
        done = incoming.publish()
    seconds = time.perf_counter() - begin
    if len(done.stored) != len(paths):
        raise SystemExit(f"{len(done.stored)} of {len(paths)} photos were stored")
    return seconds, peak_mib("self") - before


def chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb", buffering=0) as file:
        while chunk := file.read(CHUNK):
            yield chunk


def run_receive(side: str, folder: Path, out: Path) -> tuple[float, float]:
    """One round with an empty folder and nothing of before waiting for the disk."""
    os.sync()
    return (copied if side == RECEIVE_SIDES[0] else received)(folder, out)


def show_received(runs: dict[str, list[tuple[float, float]]], megabytes: int) -> None:
    peer, ours = (runs[side] for side in RECEIVE_SIDES)
    ratios = sorted(mine / other for (mine, _), (other, _) in zip(ours, peer, strict=True))
    best = min(seconds for seconds, _ in ours) / min(seconds for seconds, _ in peer)
    print(f"\n{megabytes} MB in files of 1.2 MB\n")
    print("| side | seconds, median (min-max) | memory grows by MiB |\n|---|---|---|")
    for side, measured in runs.items():
        times = sorted(seconds for seconds, _ in measured)
        shown = f"{statistics.median(times):.2f} ({times[0]:.2f}-{times[-1]:.2f})"
        print(f"| {side} | {shown} | {max(grown for _, grown in measured):.0f} |")
    print(
        f"\nreceive against copy: {statistics.median(ratios):.2f}x ({ratios[0]:.2f}-{ratios[-1]:.2f}), best {best:.2f}x"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=12)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--megabytes", type=int, default=600)
    parser.add_argument("--only", choices=("attach", "receive"))
    parser.add_argument("--side", choices=SIDES + RECEIVE_SIDES, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.side:
        print(json.dumps(run_side(asked.side, sorted(asked.folder.iterdir()), asked.out)))
        return
    top = Path(tempfile.mkdtemp(prefix="bench-photos-"))
    try:
        if asked.only != "receive":
            (top / "source").mkdir()
            make_photos(top / "source", asked.photos + 1)
            show(measure_all(SIDES, asked.rounds, top / "source"))
        if asked.only != "attach":
            make_files(top / "package", asked.megabytes)
            show_received(measure_all(RECEIVE_SIDES, asked.rounds, top / "package"), asked.megabytes)
    finally:
        shutil.rmtree(top)


def measure_all(sides: tuple[str, ...], rounds: int, folder: Path) -> dict[str, list[tuple[float, float]]]:
    """The sides in turns."""
    results: dict[str, list[tuple[float, float]]] = {side: [] for side in sides}
    for _ in range(rounds):
        for side, runs in results.items():
            runs.append(measure(side, folder))
    return results


if __name__ == "__main__":
    main()
