"""The main job on the real data, as `make demo` runs it: register, two laptops' visits, packages, merge, bulletin.

It stands apart from the commands because it plays the office and both laptops in one go, on the same services.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from datetime import time as time_of_day
from pathlib import Path

from inspector import paths
from inspector.app import open_services
from inspector.cli.demo_draft import leave_draft
from inspector.cli.demo_exchange import Stage, play
from inspector.cli.demo_pictures import draw_site
from inspector.cli.stopped_clock import StoppedClock
from inspector.domain.errors import StorageError
from inspector.domain.periods import Period
from inspector.services.bulletins import Compiled
from inspector.services.bundle import Services
from inspector.services.checklist_import import import_checklists
from inspector.services.checklist_sources import shipped_checklists
from inspector.services.compile_content import IssueHead
from inspector.services.photos import watermark_font
from inspector.services.visit_file import VisitFile, read_visit
from inspector.services.workspaces import create_workspace
from inspector.storage.workspace import DataTier, WorkplaceRole
from inspector.texts import sentence

CITY = "huludao"
DAY = date(2022, 6, 10)
"""The day of article [000] and of issue 11 of 2022."""
PERIOD = Period.of(DAY)
MARK = ".xiangmu-demo"
SYNTHETIC_PROJECTS = 500
NOTE = "本期为演示：项目名称和进展摘自公开报道，巡查时间、进度、人数、问题和图片为演示内容。"

Say = Callable[[str], None]


@dataclass(frozen=True)
class DemoResult:
    """Where the bulletin is and how long everything took, in whole seconds."""

    bulletin: Path
    seconds: int


def run_demo(folder: Path, say: Say) -> DemoResult:
    """Run the main job below `folder`, which is new, empty or an earlier demo (StorageError otherwise)."""
    started = time.monotonic()
    _make_room(folder)
    _offices(folder, say)
    _laptops(folder, say)
    real = _bulletin_of_real_projects(folder, say)
    _bulletin_of_synthetic_city(folder, say)
    return DemoResult(real, round(time.monotonic() - started))


def _make_room(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        if not (folder / MARK).is_file():
            raise StorageError("services.demo_folder_taken", path=folder)
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).touch()


def _offices(folder: Path, say: Say) -> None:
    office = folder / "office"
    create_workspace(office, role=WorkplaceRole.OFFICE, device_name=sentence("cli.device_office"), city=CITY).close()
    say(sentence("cli.demo_city", path=office))
    with open_services(office) as services:
        changes = services.examples.sample(city_only=True)
        say(sentence("cli.demo_sample", count=len(changes.inserted["project"])))
        import_checklists(services.workspace, shipped_checklists(), DAY)
        exported, _ = services.register.export(folder / "台账.xlsx")
        say(sentence("cli.demo_excel", differences=services.register.plan(exported).differences))


def _laptops(folder: Path, say: Say) -> None:
    """Each laptop takes the office's projects, records its visits and gives its work back, all by files."""
    samples = paths.resources("samples", "visits")
    plan: list[dict[str, str]] = json.loads((samples / "plan.json").read_text("utf-8"))
    devices = list(dict.fromkeys(one["device"] for one in plan))
    for device in devices:
        create_workspace(folder / device, role=WorkplaceRole.FIELD, device_name=device, city=CITY).close()

    def visit(field: Services, device: str) -> None:
        field.workspace.set_tier(DataTier.DEMO)
        for one in plan:
            if one["device"] == device:
                _visit(field, samples / one["visit"], one, folder / "photos", say)

    play(Stage(folder, devices, say), visit)
    begun = time_of_day(9, 41)
    leave_draft(folder / devices[0], StoppedClock(DAY, begun), sorted((folder / "photos").glob("*.jpg"))[:5])
    say(sentence("cli.demo_draft", device=devices[0]))


def _visit(field: Services, file: Path, plan: dict[str, str], pictures: Path, say: Say) -> None:
    visit = read_visit(file)
    photos = _pictures(visit, pictures)
    saved = field.visits.record(plan["project"], visit, photos)
    counts = {"photos": len(saved.photos), "problems": len(saved.problems)}
    say(sentence("cli.demo_visit", device=plan["device"], project=saved.project.name, **counts))


def _pictures(visit: VisitFile, folder: Path) -> list[Path]:
    folder.mkdir(exist_ok=True)
    made = []
    for number, note in enumerate(visit.photos):
        path = folder / note.file
        draw_site(path, int(visit.visited_at.timestamp()) + number, visit.visited_at, watermark_font())
        made.append(path)
    return made


def _bulletin_of_real_projects(folder: Path, say: Say) -> Path:
    with open_services(folder / "office") as services:
        head = IssueHead(editor_note=NOTE)
        made = services.bulletins.compile(PERIOD, folder / "项目为王-2022年第11期.pdf", on=DAY, head=head)
    _tell(say, "cli.demo_name_real", made)
    return made.report.path


def _bulletin_of_synthetic_city(folder: Path, say: Say) -> None:
    city = folder / "synthetic"
    create_workspace(city, role=WorkplaceRole.OFFICE, device_name=sentence("cli.device_office"), city=CITY).close()
    with open_services(city) as services:
        services.examples.synthesize(SYNTHETIC_PROJECTS, 1)
        rate = services.statistics.overview(DAY).family.start_resume_rate
        shown = {"rate": rate.printed, "numerator": rate.numerator, "denominator": rate.denominator}
        say(sentence("cli.demo_synth", projects=SYNTHETIC_PROJECTS, **shown))
        made = services.bulletins.compile(PERIOD, folder / "合成城市-2022年第11期.pdf", on=DAY)
    _tell(say, "cli.demo_name_synth", made)


def _tell(say: Say, name: str, made: Compiled) -> None:
    details = {"path": made.report.path, "pages": made.report.pages, "passed": len(made.check.passed)}
    say(sentence("cli.demo_bulletin", name=sentence(name), **details))
