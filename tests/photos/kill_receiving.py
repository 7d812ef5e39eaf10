"""Kill -9 at random moments of a receipt: `python kill_receiving.py FOLDER ROUNDS`; any assertion is a failure.

A program of its own, because it forks: the child receives, the parent kills it and looks at what it left.
"""

from __future__ import annotations

import hashlib
import io
import os
import random
import shutil
import signal
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PIL import Image

from inspector.photos import PhotoStore, decoder, worker
from inspector.photos.stored import Failure, Job, Limits, Picture

PHOTOS = [hashlib.shake_256(bytes([number])).digest(200_000 + number) for number in range(24)]
LARGE = hashlib.shake_256(b"large").digest(1_500_000)
AWAITED = hashlib.sha256(b"awaited").hexdigest()


class InThisProcess:
    """A decoder without a worker, which would outlive the kill."""

    def __init__(self, _limits: Limits) -> None:
        pass

    def run(self, job: Job) -> Picture | Failure:
        return worker.answer(job)

    def close(self) -> None:
        pass


def print_copy() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (400, 300), "red").save(out, "JPEG")
    return out.getvalue()


def sha256(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def receive(root: Path, copy: bytes) -> None:
    """One package: whole photos, the second half of a large one, a print copy."""
    with PhotoStore(root) as store, store.receiving() as incoming:
        for raw in PHOTOS:
            incoming.original(sha256(raw), len(raw), [raw[:65536], raw[65536:]])
        middle = len(LARGE) // 2
        incoming.part(sha256(LARGE), middle, len(LARGE), len(LARGE) - middle, [LARGE[middle:]])
        incoming.print_copy(AWAITED, [copy])
        incoming.publish()


def first_half(root: Path) -> None:
    """What an earlier package has brought."""
    with PhotoStore(root) as store, store.receiving() as incoming:
        middle = len(LARGE) // 2
        incoming.part(sha256(LARGE), 0, len(LARGE), middle + 9, [LARGE[: middle + 9]])
        incoming.publish()


def killed(root: Path, copy: bytes, patience: float) -> None:
    child = os.fork()
    if child == 0:
        receive(root, copy)
        os._exit(0)
    time.sleep(patience)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def right(path: Path, root: Path, copy: bytes) -> bool:
    """Whether a file holds what its place and name promise."""
    raw = path.read_bytes()
    match path.relative_to(root).parts[0]:
        case "originals":
            return sha256(raw) == path.name
        case "parts":
            return sha256(raw).startswith(path.name.split("-")[-1])
        case place:
            return place == "print" and raw == copy


def check(root: Path, copy: bytes) -> None:
    """Only whole files under final names, and a second receipt completes all of it."""
    with PhotoStore(root) as store:
        store.sweep()
        for path in root.rglob("*"):
            assert path.is_dir() or right(path, root, copy), path
        large = sha256(LARGE)
        assert store.intact(large) or any((root / "parts" / large).iterdir()), "the earlier part is gone"
    receive(root, copy)
    with PhotoStore(root) as store:
        assert all(store.intact(sha256(raw)) for raw in [*PHOTOS, LARGE])
        assert store.has_print(AWAITED)
        assert store.sweep() == 0
        assert not any(path for path in (root / "parts").rglob("*") if path.is_file())


def main() -> None:
    folder, rounds = Path(sys.argv[1]), int(sys.argv[2])
    setattr(decoder, "Decoder", InThisProcess)  # noqa: B010 - mypy keeps class names of modules
    copy = print_copy()
    first_half(folder / "trial")
    begin = time.perf_counter()
    receive(folder / "trial", copy)
    usual = time.perf_counter() - begin
    dice = random.Random(rounds)  # noqa: S311 - repeatable
    for number in range(rounds):
        root = folder / str(number)
        first_half(root)
        killed(root, copy, dice.uniform(0, usual * 1.1))
        check(root, copy)
        shutil.rmtree(root)


if __name__ == "__main__":
    main()
