"""Pages of a finished PDF as pictures, and where its bookmarks lead."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector.services.bundle import Services
from inspector.services.page_images import bookmarks, draw_page, page_with
from tests.services.kit import PERIOD, TODAY, copied
from tests.storage.kit import HandClock


@pytest.fixture
def town(tmp_path: Path, city_folder: Path, clock: HandClock) -> Iterator[Services]:
    with copied(city_folder, tmp_path / "town", clock) as services:
        yield services


def issue(services: Services) -> bytes:
    studio = services.office.studio
    return studio.preview(studio.open(PERIOD, on=TODAY).bulletin_id).pdf


def test_a_page_fills_its_room_in_the_shape_of_a4(town: Services) -> None:
    page = draw_page(issue(town), 0, 400, 400)
    assert page.height == 400
    assert abs(page.width / page.height - 210 / 297) < 0.01
    assert len(page.pixels) == page.stride * page.height
    pixels = [page.pixels[at : at + 3] for at in range(0, len(page.pixels), 4)]
    assert pixels[0] == b"\xff\xff\xff", "paper"
    assert any(red > 180 and green < 90 and blue < 90 for blue, green, red in pixels), "the red masthead"


def test_behind_the_last_page_stands_the_last_one(town: Services) -> None:
    pdf = issue(town)
    last = draw_page(pdf, 99, 200, 200)
    assert last == draw_page(pdf, last.pages - 1, 200, 200)
    assert last.page == last.pages - 1


def test_the_bookmarks_lead_to_the_sections_in_their_order(town: Services) -> None:
    found = bookmarks(issue(town))
    titles = [one.title for one in found]
    assert [one for one in titles if "、" in one][:2] == ["一、总体情况", "二、县区和园区排名"]
    assert titles[-1].endswith("附表")
    pages = [one.page for one in found]
    assert pages == sorted(pages)
    assert pages[-1] > 0


def test_a_sentence_is_found_on_its_page(town: Services) -> None:
    pdf = issue(town)
    visits = next(one.page for one in bookmarks(pdf) if one.title.endswith("现场巡查"))
    assert page_with(pdf, "本期共开展 现场巡查", 0) == visits
    assert page_with(pdf, "本期共开展现场巡查", visits + 1) is None


def test_an_issue_is_sealed_when_it_goes_out_and_prints_the_same_for_ever(town: Services, tmp_path: Path) -> None:
    studio, bulletins = town.office.studio, town.bulletins
    issue_id = studio.open(PERIOD, on=TODAY).bulletin_id
    bulletins.review(issue_id)
    assert studio.issues()[0].sha256 == ""
    bulletins.issue(issue_id)
    (line,) = studio.issues()
    printed = bulletins.compile(PERIOD, tmp_path / "again.pdf").report
    assert (line.sha256, line.pages) == (printed.sha256, printed.pages)
    correction = studio.open(PERIOD, on=TODAY, refresh=True)
    fresh, old = studio.issues()
    assert (fresh.bulletin_id, fresh.sha256, fresh.revision) == (correction.bulletin_id, "", 2)
    assert (old.bulletin_id, old.sha256) == (issue_id, line.sha256)
