"""The exchange as `make demo` plays it: an office and two laptops that meet only through files.

Task packages out, offline visits, result packages back in the wrong order (one volume twice, one late), one real
conflict shown and settled, and in the end one content hash in all three workspaces.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from inspector.app import open_services
from inspector.exchange.manifest import PackageKind
from inspector.services.bundle import Services
from inspector.services.conflicts import ConflictView
from inspector.services.packages.exporting import ExportWish
from inspector.services.packages.importing import ImportWish
from inspector.services.packages.report import FileReport, FileStatus, ImportReport
from inspector.storage.state_hash import state_hash
from inspector.texts import explain, sentence

VOLUME = 150_000
"""Bytes a volume: small, so that the few photos of the demo make several; encrypted, as for WeChat."""

Say = Callable[[str], None]
Fill = Callable[[Services, str], None]
"""What is done on a laptop before it reports: its services and its device name."""

_ASSIGNED = {0: ("区自然资源局", date(2022, 6, 20)), 1: ("市住建局", date(2022, 6, 25))}
"""What the two laptops, unaware of each other, do with the same problem."""


@dataclass(frozen=True)
class Stage:
    """The folder of the demo, the laptops in it by device name, and where lines go."""

    folder: Path
    laptops: Sequence[str]
    say: Say

    @property
    def office(self) -> Path:
        """The workspace of the office."""
        return self.folder / "office"


def play(stage: Stage, visit: Fill) -> None:
    """The whole story; `visit` records the visits of a laptop."""
    _send_tasks(stage)
    for device in stage.laptops:
        with open_services(stage.folder / device) as field:
            visit(field, device)
    _collect(stage)
    _disagree(stage)
    _settle(stage)
    _compare(stage)


def _send_tasks(stage: Stage) -> None:
    """任务包 to everybody; each laptop compares the office's fingerprint before it takes the first one in."""
    with open_services(stage.office) as office:
        made = office.outgoing.export(stage.folder / "任务包", ExportWish(kind=PackageKind.TASK))
        fingerprint = office.devices.make_own_keys().fingerprint
    (task,) = (one.path for one in made.packages)
    stage.say(sentence("cli.demo_task", file=task.name, count=made.operations))
    for device in stage.laptops:
        with open_services(stage.folder / device) as field:
            (waiting,) = field.incoming.take([task]).files
            _tell_waiting(stage, device, waiting)
            trusted = field.devices.trust(fingerprint, sentence("cli.demo_inspector"))
            report = field.incoming.take(trusted.waiting)
        stage.say(sentence("cli.demo_taken", device=device, count=_fresh(report)))


def _collect(stage: Stage) -> None:
    """成果包 back: the last volume first, one twice, one late."""
    volumes = {device: _results(stage, device) for device in stage.laptops}
    first, second = stage.laptops
    for device in (second, first):
        _meet(stage, volumes[device][-1])
    early = [volumes[first][0], volumes[first][0], *volumes[first][3:-1], *volumes[second][:-1]]
    with open_services(stage.office) as office:
        report = office.incoming.take(early)
        known = sum(one.status is FileStatus.KNOWN for one in report.files)
        stage.say(sentence("cli.demo_early", files=len(early), known=known, count=_fresh(report)))
        for note in dict.fromkeys(explain(note) for one in report.files for note in one.notes):
            stage.say(f"  {note}")
        late = office.incoming.take(volumes[first][1:3])
        stage.say(sentence("cli.demo_late", files=len(late.files), photos=late.photos_missing))


def _results(stage: Stage, device: str) -> list[Path]:
    with open_services(stage.folder / device) as field:
        made = field.outgoing.export(stage.folder / "成果包", ExportWish(max_size=VOLUME))
    counts = {"files": len(made.packages), "count": made.operations, "photos": made.photos}
    stage.say(sentence("cli.demo_result", device=device, **counts))
    return [one.path for one in made.packages]


def _meet(stage: Stage, volume: Path) -> None:
    """The office hears of a laptop for the first time."""
    with open_services(stage.office) as office:
        (waiting,) = office.incoming.take([volume]).files
        _tell_waiting(stage, sentence("cli.device_office"), waiting)
        if waiting.manifest is not None:
            name = waiting.manifest.sender.device_name
            trusted = office.devices.trust(name, sentence("cli.demo_editor"), compared=True)
            office.incoming.take(trusted.waiting)


def _disagree(stage: Stage) -> None:
    """Both laptops take the merged state, and assign the same problem without knowing of each other."""
    with open_services(stage.office) as office:
        problem = office.problems.listed(open_only=True)[0].problem  # by id: two laptops gave out one number
        made = office.outgoing.export(stage.folder / "任务包")
    results = []
    for place, device in enumerate(stage.laptops):
        with open_services(stage.folder / device) as field:
            field.incoming.take([one.path for one in made.packages])
            department, due_on = _ASSIGNED[place]
            field.problems.assign(problem.id, department, due_on, author=device)
            stage.say(sentence("cli.demo_assigned", device=device, problem=problem.number, department=department))
            sent = field.outgoing.export(stage.folder / "成果包", ExportWish(encrypt=True))
            results += [one.path for one in sent.packages]
    with open_services(stage.office) as office:
        preview = office.incoming.preview(results)
        office.incoming.take(results, ImportWish(author=sentence("cli.demo_editor")))
    stage.say(sentence("cli.demo_second", files=len(results), count=_fresh(preview), conflicts=len(preview.conflicts)))


def _settle(stage: Stage) -> None:
    with open_services(stage.office) as office:
        for one in office.conflicts.listed():
            stage.say(
                sentence("cli.demo_conflict", kind=one.kind, field=one.field, project=one.project, values=_sides(one))
            )
            mine = next(side for side in one.sides if side.device == stage.laptops[0])
            office.conflicts.resolve(one.key, f"#{mine.number}", sentence("cli.demo_editor"))
            stage.say(sentence("cli.demo_settled", device=mine.device, value=mine.value))


def _compare(stage: Stage) -> None:
    """One more task package, and all three hold the same."""
    with open_services(stage.office) as office:
        made = office.outgoing.export(stage.folder / "任务包")
    for device in stage.laptops:
        with open_services(stage.folder / device) as field:
            field.incoming.take([one.path for one in made.packages])
    with ExitStack() as all_three:
        places = [stage.office, *(stage.folder / device for device in stage.laptops)]
        opened = [all_three.enter_context(open_services(place, read_only=True)) for place in places]
        hashes = {state_hash(one.workspace) for one in opened}
    key = "cli.demo_same" if len(hashes) == 1 else "cli.demo_differ"
    stage.say(sentence(key, hash=min(hashes)[:16]))


def _tell_waiting(stage: Stage, device: str, report: FileReport) -> None:
    if report.error is not None:
        stage.say(f"{device}：{explain(report.error)}")


def _sides(one: ConflictView) -> list[str]:
    return [f"{side.device} {side.value}" for side in one.sides]


def _fresh(report: ImportReport) -> int:
    return sum(one.fresh for one in report.files)
