"""The photos of an issue: chosen with captions and credits, and in pairs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from inspector.domain.errors import RuleError
from inspector.domain.inspection import Inspection, PairSide, Photo
from inspector.domain.problem import Problem
from inspector.services.bundle import Services
from inspector.services.photo_picks import PairKind, PairPick, PhotoPick, Pick
from inspector.services.studio_photos import paired, renamed
from inspector.services.studio_view import ObjectKind, ObjectView
from tests.services.kit import PERIOD, a_project, picture, visit
from tests.services.studio.kit import opened, section, text_of


def test_the_photos_are_chosen_with_caption_and_credit(office: Services, tmp_path: Path) -> None:
    project = a_project(office, "滨海公路")
    colours = ((200, 30, 30), (30, 200, 30), (30, 30, 200))
    files = [picture(tmp_path / f"{number}.jpg", one) for number, one in enumerate(colours)]
    office.visits.record(project.name, visit(), files)
    studio = office.office.studio
    view = opened(studio)
    lots = studio.photos(view.bulletin_id)
    assert not any(one.printed or one.kind for one in lots)
    first, second, third = (one.photos[0] for one in lots)
    with pytest.raises(RuleError, match="photos_without_credit"):
        studio.pick_photos(view.bulletin_id, [PhotoPick(first.id, "路基", " ")])
    studio.pick_photos(view.bulletin_id, [PhotoPick(third.id, "路面", "李供图"), PhotoPick(first.id, "路基", "张供图")])
    chosen = studio.photos(view.bulletin_id)
    assert [(one.photos[0].id, one.printed, one.caption) for one in chosen] == [
        (third.id, True, "路面"),
        (first.id, True, "路基"),
        (second.id, False, ""),
    ]
    assert section(studio.view(view.bulletin_id), "visits").photos == 2
    text = text_of(studio.preview(view.bulletin_id).pdf)
    assert text.index("路面") < text.index("路基")
    assert office.workspace.reader.count(Photo) == 3


def rectified(office: Services, tmp_path: Path) -> str:
    """A problem found in May and closed on the day of the issue, with a photo of each; its id."""
    project = a_project(office, "滨海公路")
    first = [picture(tmp_path / "前.jpg", taken="2022:05:20 09:00:00")]
    found = office.visits.record(
        project.name,
        visit(
            visited_at="2022-05-20T09:30:00+08:00",
            photos=[{"file": "前.jpg", "caption": "防护缺失", "credit": "市委宣传部"}],
            problems=[{"description": "临边无防护"}],
        ),
        first,
    )
    office.visits.record(project.name, visit(), [picture(tmp_path / "单.jpg", (9, 9, 9))])
    problem = found.problems[0]
    kept = office.problem_evidence.store(
        problem.id, [picture(tmp_path / "后.jpg", (30, 200, 30), taken="2022:06:08 15:00:00")]
    )
    (after,) = office.problem_evidence.attach(problem.id, kept)
    office.photos.credit(after.id, caption="防护已设置", credit="巡查组摄")
    office.photos.pair(found.photos[0].id, after.id)
    return after.id


def test_a_pair_that_the_records_know_is_offered_and_printed_at_once(office: Services, tmp_path: Path) -> None:
    after = rectified(office, tmp_path)
    studio = office.office.studio
    view = opened(studio)
    pair, single = studio.photos(view.bulletin_id)
    assert (pair.kind, pair.printed, pair.photos[1].id) == (PairKind.RECTIFIED, True, after)
    assert [one.taken_on for one in pair.photos] == [date(2022, 5, 20), date(2022, 6, 8)]
    assert (single.kind, single.printed) == (None, False)
    parts = [one for one in section(view, "visits").parts if isinstance(one, ObjectView)]
    assert [(one.kind, one.title) for one in parts] == [(ObjectKind.PAIR, "滨海公路整改前后：防护缺失；防护已设置")]
    text = text_of(studio.preview(view.bulletin_id).pdf)
    for one in ("整改前", "2022年5月20日", "供图：市委宣传部", "整改后", "2022年6月8日", "巡查组摄"):
        assert one in text
    assert "留存照片1张" in text, "what was taken in May and what came as evidence is no photo of this period's visits"


def test_the_photos_of_a_problem_make_a_pair_where_nobody_joined_them(office: Services, tmp_path: Path) -> None:
    rectified(office, tmp_path)
    with office.workspace.transaction("test") as tx:
        for one in list(tx.reader.all(Photo)):
            tx.update(Photo, one.id, pair_id=None, problem_id=one.problem_id, pair_side=one.pair_side)
        problem = next(tx.reader.all(Problem))
        before = next(one for one in tx.reader.all(Photo) if one.caption == "防护缺失")
        tx.update(Photo, before.id, problem_id=problem.id, pair_side=PairSide.BEFORE)
    view = opened(office.office.studio)
    pair = office.office.studio.photos(view.bulletin_id)[0]
    assert [one.credit for one in pair.photos] == ["市委宣传部", "巡查组摄"]


def test_a_signature_is_no_photo_to_print(office: Services, tmp_path: Path) -> None:
    project = a_project(office, "滨海公路")
    made = office.visits.record(
        project.name, visit(), [picture(tmp_path / "签.jpg"), picture(tmp_path / "景.jpg", (1, 2, 3))]
    )
    with office.workspace.transaction("test") as tx:
        tx.update(Inspection, made.inspection.id, signature_photo_id=made.photos[0].id)
    view = opened(office.office.studio)
    (lot,) = office.office.studio.photos(view.bulletin_id)
    assert lot.photos[0].id == made.photos[1].id
    assert "留存照片1张" in text_of(office.office.studio.preview(view.bulletin_id).pdf)


def test_two_photos_become_a_pair_of_the_issue_alone(office: Services, tmp_path: Path) -> None:
    project = a_project(office, "滨海公路")
    files = [picture(tmp_path / f"{number}.jpg", (40 * number, 90, 30)) for number in range(3)]
    office.visits.record(project.name, visit(), files)
    studio = office.office.studio
    view = opened(studio)
    first, second, third = studio.photos(view.bulletin_id)
    lot = paired(first, second, PairKind.COMPARED)
    assert lot.caption == "滨海公路前后对比"
    assert renamed(lot.caption, "滨海公路", PairKind.RECTIFIED) == "滨海公路整改前后"
    assert renamed("路基今昔", "滨海公路", PairKind.RECTIFIED) == "路基今昔"
    ids = (second.photos[0].id, first.photos[0].id)
    single = PhotoPick(third.photos[0].id, "路面", "张供图")
    with pytest.raises(RuleError, match="photos_without_credit"):
        studio.pick_photos(view.bulletin_id, [PairPick(ids, lot.caption, ("张供图", ""))])
    picks: list[Pick] = [single, PairPick(ids, "路基今昔", ("张供图", "李供图"), PairKind.COMPARED), single]
    studio.pick_photos(view.bulletin_id, picks)
    grid, pair, rest = studio.photos(view.bulletin_id)[:3]
    assert (grid.kind, pair.kind, rest.kind) == (None, PairKind.COMPARED, None)
    assert tuple(one.id for one in pair.photos) == ids
    text = text_of(studio.preview(view.bulletin_id).pdf)
    assert "路基今昔" in text
    assert "整改前" not in text
    assert section(studio.view(view.bulletin_id), "visits").photos == 4
    out = office.bulletins.compile(PERIOD, tmp_path / "简报.pdf")
    assert out.report.path.read_bytes() == studio.preview(view.bulletin_id).pdf
    assert office.workspace.reader.count(Photo, pair_id=None) == 3
    office.history.undo()
    assert not any(one.printed for one in studio.photos(view.bulletin_id))
