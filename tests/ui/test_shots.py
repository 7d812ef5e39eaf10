"""`inspector shots`: every theme and language, at the size of a laptop, with something to see on each screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication

from inspector.app import WorkspaceBacking, open_services
from inspector.checklists.scoring import Verdict
from inspector.domain.periods import Period
from inspector.services.bundle import Services
from inspector.texts import LANGUAGES
from inspector.texts import language as language_in_use
from inspector.ui.shots import Sitting, Stage, draw
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.tokens import Theme, Workplace, tokens_of
from inspector.ui.work import Work
from tests.storage.kit import HandClock
from tests.ui.kit import TODAY, FakePrompts, copied, office_workspace
from tests.ui.merge.kit import scene

LAPTOP = (1366, 768)
Counted = Callable[[int, int, int], bool]


@pytest.fixture(autouse=True)
def language(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawing chooses languages; afterwards it is the one of before."""
    monkeypatch.setenv("INSPECTOR_LANG", LANGUAGES[0])


def _fail_one_item(services: Services) -> None:
    drafts = services.drafts
    checklist = next(one for one in drafts.checklists() if one.name.startswith("安全"))
    visit = drafts.start(services.projects.listed()[0].project.id, checklist.id).id
    session = drafts.open(visit).session
    assert session is not None
    where = session.address("edges")
    drafts.answer(visit, where, session.verdict_choices(where)[Verdict.UNFIT], raising=True)


def _drawn(qapp: QApplication, sitting: Sitting, folder: Path) -> Image.Image:
    """The only screen of a sitting, in Chinese and light."""
    clock = HandClock()
    defects: list[BaseException] = []
    work = Work(WorkspaceBacking(sitting.workspace, None, clock), FakePrompts(), clock, defects.append)
    appearance = Appearance(qapp, folder / "cache", Workplace.OFFICE, Theme.LIGHT)
    try:
        (file,) = Stage(appearance, work, clock, sitting).draw(folder, LANGUAGES[0], Theme.LIGHT)
    finally:
        work.close()
        appearance.deleteLater()
    assert not defects
    return Image.open(file).convert("RGB")


def _area(picture: Image.Image, wanted: Counted) -> int:
    """How many pixels have a colour."""
    counted = picture.getcolors(picture.width * picture.height) or []
    return sum(count for count, colour in counted if isinstance(colour, tuple) and wanted(*colour))


def _is(colour: str) -> Counted:
    return lambda *rgb: bytes(rgb) == bytes.fromhex(colour[1:])


@pytest.mark.usefixtures("qapp")
def test_a_visit_is_drawn_at_the_item_that_failed_in_every_theme_and_language(
    tmp_path: Path, field_folder: Path
) -> None:
    folder = copied(field_folder, tmp_path / "field")
    clock = HandClock()
    with open_services(folder, clock=clock) as services:
        _fail_one_item(services)
    made = draw(
        tmp_path / "shots", lambda path: WorkspaceBacking(path, None, clock), [Sitting(folder, ("visit",))], clock
    )
    assert language_in_use() == LANGUAGES[0]
    wanted = {(language, theme.value) for language in LANGUAGES for theme in Theme}
    assert {(one.parts[-3], one.parts[-2]) for one in made} == wanted
    assert {one.name for one in made} == {"field-visit.png"}
    for file in made:
        picture = Image.open(file).convert("RGB")
        answer = tokens_of(Theme(file.parts[-2]), Workplace.FIELD).red_fill
        assert picture.size == LAPTOP
        assert _area(picture, _is(answer)) > 5_000


def test_a_merge_is_drawn_with_its_packages_and_the_conflict(qapp: QApplication, tmp_path: Path) -> None:
    made = scene(tmp_path, disputed=1)
    tint = tokens_of(Theme.LIGHT, Workplace.OFFICE).amber_tint
    merge = _drawn(qapp, Sitting(made.office, ("merge",), made.files), tmp_path / "with")
    bare = _drawn(qapp, Sitting(made.office, ("merge",)), tmp_path / "without")
    assert _area(merge, _is(tint)) > _area(bare, _is(tint))


def test_a_bulletin_is_drawn_with_the_page_that_is_printed(qapp: QApplication, tmp_path: Path) -> None:
    folder = office_workspace(tmp_path / "office", projects=40)
    with open_services(folder, clock=HandClock()) as services:
        services.office.studio.open(Period.of(TODAY))
    picture = _drawn(qapp, Sitting(folder, ("bulletin",)), tmp_path / "shots")
    preview = picture.crop((960, 100, *LAPTOP))
    assert _area(preview, lambda red, green, blue: red > 180 and green < 60 and blue < 60) > 300
