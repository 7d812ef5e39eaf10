"""What the service tests share: open workspaces with a clock that stands still, and records to put into them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from PIL import Image

from inspector.app import open_services
from inspector.domain.ids import CHINA
from inspector.domain.periods import Period
from inspector.domain.project import Area, AreaKind, Project
from inspector.domain.record import Record
from inspector.services.bundle import Services
from inspector.services.visit_file import VisitFile, parse_visit
from inspector.services.workspaces import create_workspace
from inspector.storage.workspace import WorkplaceRole
from tests.storage.kit import HandClock

TODAY = date(2022, 6, 10)
"""The day of the clock (10:00 in China), of article [000] and of issue 11 of 2022."""

PERIOD = Period.of(TODAY)


def new_folder(path: Path, city: str = "huludao", role: WorkplaceRole = WorkplaceRole.OFFICE) -> Path:
    """A new workspace, closed again."""
    create_workspace(path, role=role, device_name="编报端", city=city, clock=HandClock()).close()
    return path


@contextmanager
def opened(path: Path, clock: HandClock | None = None) -> Iterator[Services]:
    with open_services(path, clock=clock or HandClock()) as services:
        yield services


@contextmanager
def copied(source: Path, target: Path, clock: HandClock | None = None) -> Iterator[Services]:
    """A copy of a workspace folder, open."""
    shutil.copytree(source, target)
    with opened(target, clock) as services:
        yield services


def put(services: Services, *records: Record) -> None:
    with services.workspace.transaction("test") as tx:
        tx.insert_many(records)


def area_id(services: Services, name: str = "连山区") -> str:
    """The area called `name`, or a county of another city."""
    reader = services.workspace.reader
    found = reader.find(Area, name=name) or reader.find(Area, area_kind=AreaKind.COUNTY)
    assert found is not None
    return found.id


def a_project(services: Services, name: str = "滨海公路", **fields: Any) -> Project:
    """A project in the register that reaches every threshold."""
    filled: dict[str, Any] = {"total_investment": Decimal(20_000)}
    if "area_id" not in fields:
        filled["area_id"] = area_id(services)
    with services.workspace.transaction("test") as tx:
        made = Project(id=tx.new_id(), name=name, **(filled | fields))
        tx.insert(made)
    return made


def new_id(services: Services) -> str:
    with services.workspace.transaction("id") as tx:
        return tx.new_id()


def projects(services: Services) -> list[Project]:
    return list(services.workspace.reader.all(Project, order=("name",)))


def sheet(path: Path, *rows: dict[str, Any]) -> Path:
    """A register as an office writes it: one row a dict, the headers are its keys."""
    headers = list(dict.fromkeys(name for row in rows for name in row))
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        page = book.add_worksheet("台账")
        page.write_row(0, 0, headers)
        for number, row in enumerate(rows, start=1):
            for place, name in enumerate(headers):
                if row.get(name) is not None:
                    page.write(number, place, row[name])
    return path


def visit(**fields: Any) -> VisitFile:
    """A visit on the day of the clock at 09:30."""
    filled = {
        "visited_at": datetime(2022, 6, 10, 9, 30, tzinfo=CHINA).isoformat(),
        "purpose": "日常巡查",
        "seen_status": "主体施工",
        "physical_progress_pct": Decimal(40),
    }
    exact = {name: Decimal(str(one)) if isinstance(one, float) else one for name, one in fields.items()}
    return parse_visit(filled | exact)


def picture(path: Path, colour: tuple[int, int, int] = (200, 30, 30), **exif: Any) -> Path:
    """A small JPEG; `taken="2022:06:10 09:31:00"` and `place=(lon, lat)` go into its EXIF."""
    tags = Image.Exif()
    if "taken" in exif:
        tags.get_ifd(0x8769)[0x9003] = exif["taken"]
    if "place" in exif:
        longitude, latitude = exif["place"]
        tags.get_ifd(0x8825).update({1: "N", 2: (latitude, 0.0, 0.0), 3: "E", 4: (longitude, 0.0, 0.0)})
    Image.new("RGB", (160, 120), colour).save(path, exif=tags)
    return path
