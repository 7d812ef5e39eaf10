"""Checklists of a workspace: what a stranger tried and found wanting."""

from __future__ import annotations

import pytest

from inspector.checklists.session import PHOTOS
from inspector.domain.errors import RuleError
from inspector.services.checklist_judging import filled
from inspector.services.checklist_sources import find_checklist, shipped_checklists
from inspector.services.checklist_tables import KeptForm
from tests.checklists.kit import NOON, SAFETY, VERDICTS, form


def test_a_shipped_checklist_is_called_in_a_workspace_as_its_file_is() -> None:
    for path in shipped_checklists():
        found = find_checklist(path.stem).form
        assert found is not None
        assert found.title == path.stem


def test_photos_of_no_question_are_told_beside_the_other_refusals() -> None:
    kept = KeptForm(form(SAFETY, VERDICTS))
    photos = {"脚手架": ["a.jpg"], "安全/临电": ["b.jpg"], "安全/没有": ["c.jpg"]}
    with pytest.raises(RuleError) as caught:
        filled(kept, {"脚手架": 5, "无此题": "x", PHOTOS: photos}, NOON, is_new=True, name="安全")
    told = caught.value.details["told"].splitlines()
    assert len(told) == 3
    assert "安全/没有" in told[-1]
