"""Workspaces that meet only through files: every action is a process of its own, all answers are JSON."""

from __future__ import annotations

import hashlib
import io
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from PIL import Image

from inspector import paths
from tests.cli.kit import Told

NO_FORK = not hasattr(os, "fork")

TAKEN = {"accepted", "known"}


class Program:
    """Starts one process after the other through the launcher; `newer` is a program of the future."""

    def __init__(self, folder: Path, *, newer: bool = False) -> None:
        words = [sys.executable, "-m", "tests.e2e.exchange.launcher", *(["--newer"] if newer else [])]
        self._out, self._err = folder / "out", folder / "err"
        self._server = subprocess.Popen(
            words, cwd=paths.root(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )

    def run(self, *words: object, kill_after: float | None = None, **circumstances: Any) -> Told:
        """Run a command to its end, or kill it after so many seconds."""
        job = {"words": list(map(str, words)), "out": str(self._out), "err": str(self._err), **circumstances}
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.write(json.dumps(job) + "\n")
        self._server.stdin.flush()
        child = int(self._server.stdout.readline())
        if kill_after is not None:
            time.sleep(kill_after)
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        code = int(self._server.stdout.readline())
        return Told(code, self._out.read_text("utf-8"), self._err.read_text("utf-8"))

    def ask(self, *words: object, **circumstances: Any) -> Any:
        """The JSON answer of a command that is done."""
        told = self.run(*words, "--json", **circumstances)
        assert told.code == 0, told
        return told.json

    def close(self) -> None:
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.close()
        self._server.wait()
        self._server.stdout.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@dataclass(frozen=True)
class Place:
    """One workspace and the program that it is used with."""

    path: Path
    program: Program

    def run(self, command: str, *words: object, **circumstances: Any) -> Told:
        return self.program.run(*command.split(), self.path, *words, "--json", **circumstances)

    def ask(self, command: str, *words: object, **circumstances: Any) -> Any:
        return self.program.ask(*command.split(), self.path, *words, **circumstances)

    def hand(self, action: str, kind: str, *words: object, **circumstances: Any) -> Any:
        """Something done to single records; dictionaries are fields."""
        plain = [json.dumps(one) if isinstance(one, dict) else one for one in words]
        told = self.program.run("hand", action, self.path, kind, *plain, **circumstances)
        assert told.code == 0, told
        return told.json

    def export(self, *options: object, **circumstances: Any) -> list[Path]:
        """The files of one export, the first volume first; each export into a folder of its own."""
        folder = self.path.parent / "stick" / f"{self.path.name}-{time.monotonic_ns()}"
        made = self.ask("package export", folder, *options, **circumstances)
        return [Path(one["path"]) for one in made["files"]]

    def take(self, files: Iterable[Path], *options: object, **circumstances: Any) -> Any:
        """The answer to an import, whatever became of the files."""
        return self.run("package import", *files, *options, **circumstances).json

    def takes(self, files: Iterable[Path], *options: object, **circumstances: Any) -> Any:
        """The same where every file has to come in."""
        answer = self.take(files, *options, **circumstances)
        assert "error" not in answer, answer
        assert {one["status"] for one in answer["files"]} <= TAKEN, answer["files"]
        return answer

    def hashes(self) -> tuple[str, str]:
        """Of the content, and of the operations known."""
        told = self.ask("info")
        return told["state_hash"], told["operations_hash"]

    def sound(self) -> bool:
        return bool(self.ask("check")["sound"])

    def fingerprint(self) -> str:
        return str(self.ask("device show")["own"]["fingerprint"])

    @property
    def originals(self) -> set[str]:
        """The addresses of the photos that are here."""
        return {one.name for one in (self.path / "photos" / "originals").rglob("*") if one.is_file()}


def moved(source: Path, target: Path) -> Path:
    """The workspace at another place as if it had always been there: a template that is no copy."""
    shutil.copytree(source, target)
    marker = target / "replica.json"
    told = json.loads(marker.read_text("utf-8"))
    marker.write_text(json.dumps(told | {"inode": target.stat().st_ino}), "utf-8")
    return target


def first_meeting(sender: Place, receiver: Place, files: Iterable[Path]) -> None:
    """The receiver hears of the sender, two people compare fingerprints, and the waiting packages come in."""
    answer = receiver.take(files)
    assert {one["status"] for one in answer["files"]} == {"quarantined"}, answer
    waiting = receiver.ask("device trust", sender.fingerprint(), "--by", "测试员")["waiting"]
    receiver.takes(map(Path, waiting))


def jpeg(seed: int, side: int = 400, quality: int = 92) -> bytes:
    """A JPEG that does not compress: 400 pixels square are some 150 KB."""
    raw = random.Random(seed).randbytes(side * side)  # noqa: S311 - repeatable pixels
    out = io.BytesIO()
    Image.frombytes("L", (side, side), raw).save(out, "JPEG", quality=quality)
    return out.getvalue()


def picture(path: Path, seed: int, side: int = 400) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(jpeg(seed, side))
    return path


def visit_file(path: Path, **fields: Any) -> Path:
    least = {"visited_at": "2022-06-08T14:10:00+08:00", "purpose": "日常巡查"}
    least |= {"seen_status": "主体施工", "physical_progress_pct": "52.5"}
    path.write_text(json.dumps(least | fields, ensure_ascii=False), "utf-8")
    return path


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def bytes_of(files: Iterable[Path]) -> dict[Path, str]:
    """To see that nobody changed them."""
    return {one: sha256(one.read_bytes()) for one in files}
