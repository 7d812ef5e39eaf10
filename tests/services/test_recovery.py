"""恢复: what an interrupted session left, and what can be brought back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import pytest

from inspector.app import open_services
from inspector.domain.errors import InspectorError
from inspector.domain.inspection import Photo
from inspector.domain.project import Project
from inspector.services.bundle import Services
from inspector.services.checklist_import import import_checklists
from inspector.services.draft_sections import proposed_problem
from inspector.services.maintenance import make_backup
from inspector.services.recovery import Part
from inspector.storage.sweep import original_path
from tests.services.kit import TODAY, a_project, copied, picture
from tests.services.packages_kit import pass_on
from tests.services.test_drafts import EDGES
from tests.storage.kit import HandClock


@pytest.fixture
def project(office: Services) -> Project:
    return a_project(office)


@contextmanager
def after_a_power_cut(services: Services, tmp_path: Path) -> Iterator[Services]:
    """The folder as the disk has it while the program runs, opened again."""
    with copied(services.workspace.path, tmp_path / "again", HandClock()) as again:
        yield again


def test_a_clean_end_calls_for_nothing(office: Services) -> None:
    report = office.recovery.report()
    assert (report.interrupted_at, report.orphans, report.missing, report.unfinished) == (None, (), (), 0)
    assert not report.calls_for_attention


def test_after_a_power_cut_every_field_is_there(
    office: Services, project: Project, tmp_path: Path, clock: HandClock
) -> None:
    form = next(iter(import_checklists(office.workspace, [safety_form()], TODAY))).checklist
    assert form is not None
    draft = office.drafts.start(project.id, form.id, inspectors=("巡查员甲",))
    clock.now += 60_000
    office.drafts.set_facts(draft.id, seen_status="在建", physical_progress_pct=Decimal("52.5"))
    office.drafts.answer(draft.id, EDGES, "fail")
    clock.now += 60_000
    office.drafts.note(draft.id, EDGES, "东边坡")
    office.drafts.raise_problem(draft.id, proposed_problem(office.drafts.open(draft.id), EDGES))
    office.drafts.attach_photos(draft.id, EDGES, [picture(tmp_path / "1.jpg")])
    with after_a_power_cut(office, tmp_path) as again:
        report = again.recovery.report()
        assert report.interrupted_at is not None
        assert f"{report.interrupted_at:%H:%M:%S}" == "10:02:00"
        assert report.calls_for_attention
        assert [one.inspection.id for one in report.drafts] == [draft.id]
        told = {(one.part, one.label): one for one in again.recovery.survived(draft.id)}
        assert told[Part.FACT, "所见进度（%）"].value == "52.5"
        assert told[Part.FACT, "巡查目的"].value == "日常巡查"
        edges = told[Part.ANSWER, "临边、洞口、电梯井口防护到位"]
        assert (edges.value, f"{edges.saved_at:%H:%M}") == ("不合格", "10:01")
        name = told[Part.ANSWER, "项目名称"]
        assert (name.value, f"{name.saved_at:%H:%M}") == ("滨海公路", "10:00")
        note = told[Part.NOTE, "临边、洞口、电梯井口防护到位"]
        assert (note.value, f"{note.saved_at:%H:%M}") == ("东边坡", "10:02")
        assert told[Part.PROBLEM, "ZD-00001"].value.endswith("东边坡")
        assert told[Part.PHOTO, "照片"].value == "1.jpg"
        assert again.workspace.interrupted_at == report.interrupted_at
    with copied(tmp_path / "again", tmp_path / "third") as third:
        assert third.recovery.report().interrupted_at is None


def safety_form() -> Path:
    return Path(__file__).parents[2] / "forms" / "checklists" / "安全文明施工.xlsx"


def test_fields_of_repeats_have_their_own_times(
    office: Services, project: Project, clock: HandClock, tmp_path: Path
) -> None:
    path = safety_form().with_name("形象进度核查.xlsx")
    form = import_checklists(office.workspace, [path], TODAY)[0].checklist
    assert form is not None
    draft = office.drafts.start(project.id, form.id)
    office.drafts.add_repeat(draft.id, "units")
    office.drafts.answer(draft.id, "units[1]/unit_name", "1号楼")
    clock.now += 60_000
    office.drafts.answer(draft.id, "units[2]/unit_name", "2号楼")
    office.drafts.attach_photos(draft.id, "units[2]/unit_photo", [picture(tmp_path / "1.jpg")])
    names = [one for one in office.recovery.survived(draft.id) if one.label == "单位工程名称"]
    assert [(one.value, f"{one.saved_at:%H:%M}") for one in names] == [("1号楼", "10:00"), ("2号楼", "10:01")]


def test_a_photo_whose_record_was_cut_off_is_offered_back(office: Services, project: Project, tmp_path: Path) -> None:
    draft = office.drafts.start(project.id)
    first = office.store.attach(picture(tmp_path / "1.jpg", taken="2022:06:08 09:31:00"))
    second = office.store.attach(picture(tmp_path / "2.jpg", (1, 2, 3)))
    report = office.recovery.report()
    assert {(one.sha256, one.size) for one in report.orphans} == {
        (first.sha256, first.byte_size),
        (second.sha256, second.byte_size),
    }
    assert report.calls_for_attention
    (made,) = office.recovery.adopt(draft.id, [first.sha256])
    assert (made.taken_at, made.original_name, made.inspection_id) == (first.taken_at, None, draft.id)
    assert office.recovery.remove_orphans([first.sha256, second.sha256]) == 1
    assert office.recovery.report().orphans == ()
    assert office.store.intact(first.sha256)
    assert not original_path(office.workspace.photos, second.sha256).exists()


def test_a_photo_that_somebody_took_out_is_no_orphan(office: Services, project: Project, tmp_path: Path) -> None:
    draft = office.drafts.start(project.id)
    photo = office.drafts.attach_photos(draft.id, None, [picture(tmp_path / "1.jpg")]).photos[0]
    office.drafts.detach_photo(photo.id)
    assert office.recovery.report().orphans == ()
    assert office.recovery.remove_orphans([photo.sha256]) == 0


def test_a_damaged_orphan_is_not_taken(office: Services, project: Project, tmp_path: Path) -> None:
    draft = office.drafts.start(project.id)
    stored = office.store.attach(picture(tmp_path / "1.jpg"))
    original_path(office.workspace.photos, stored.sha256).write_bytes(b"ruined")
    with pytest.raises(InspectorError):
        office.recovery.adopt(draft.id, [stored.sha256])
    assert office.workspace.reader.count(Photo) == 0


def test_missing_files_and_backups_are_told(office: Services, project: Project, tmp_path: Path) -> None:
    draft = office.drafts.start(project.id)
    photo = office.drafts.attach_photos(draft.id, None, [picture(tmp_path / "1.jpg")]).photos[0]
    office.store.remove(photo.sha256)
    made = make_backup(office.workspace)
    report = office.recovery.report()
    assert [(one.photo.id, one.project, one.is_awaited) for one in report.missing] == [(photo.id, "滨海公路", False)]
    assert made.path in {one.path for one in report.backups}


def test_a_photo_of_another_device_is_awaited(desk: Services, seven: Services, stick: Path, tmp_path: Path) -> None:
    project = a_project(desk)
    pass_on(desk, seven, stick / "first")
    pass_on(seven, desk, stick / "back")
    draft = desk.drafts.start(project.id)
    desk.drafts.attach_photos(draft.id, None, [picture(tmp_path / "1.jpg")])
    pass_on(desk, seven, stick / "task")
    assert [(one.project, one.is_awaited) for one in seven.recovery.report().missing] == [("滨海公路", True)]


def test_everything_can_be_looked_at_without_writing(office: Services, project: Project, tmp_path: Path) -> None:
    draft = office.drafts.start(project.id)
    office.drafts.attach_photos(draft.id, None, [picture(tmp_path / "1.jpg")])
    with open_services(office.workspace.path, read_only=True) as reading:
        assert reading.drafts.open(draft.id).inspection == office.drafts.open(draft.id).inspection
        assert reading.today.overview(TODAY) == office.today.overview(TODAY)
        assert reading.cards.card(project.id, TODAY) == office.cards.card(project.id, TODAY)
        assert reading.recovery.report().drafts == office.recovery.report().drafts
        assert reading.handover.contents() == office.handover.contents()
        assert reading.history.undoable() == office.history.undoable()
