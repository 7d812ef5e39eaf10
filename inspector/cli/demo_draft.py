"""The visit that `make demo` leaves half filled on a laptop, so that the window has something to go on with.

Project and checklist are real; what is answered is made up for the demonstration, and the workspace says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from inspector.app import open_services
from inspector.checklists.scoring import Verdict
from inspector.cli.stopped_clock import StoppedClock
from inspector.services.draft_sections import open_fit_answers, sections
from inspector.texts import sentence

PROJECT = "绥中四方台风电项目"
CHECKLIST = "安全文明施工"
UNFIT = "edges"
"""The item 临边、洞口、电梯井口防护到位."""


def leave_draft(laptop: Path, clock: StoppedClock, pictures: Sequence[Path]) -> None:
    """Begin a visit at `laptop`, answer two sections and the unfit item with its photos."""
    with open_services(laptop, clock=clock) as services:
        drafts = services.drafts
        checklist = next(one for one in drafts.checklists() if one.name == CHECKLIST)
        project = services.projects.show(PROJECT).project
        visit = drafts.start(project.id, checklist.id, inspectors=(sentence("cli.demo_inspector"),)).id
        seen = {"seen_status": "风机吊装完成，场内道路收尾", "workers": 64, "machines": 11, "weather": "晴"}
        drafts.set_facts(visit, physical_progress_pct=Decimal("92.5"), **seen)
        opened = drafts.open(visit)
        assert opened.session is not None  # noqa: S101 - the checklist is one that ships
        for section in sections(opened)[2:4]:
            drafts.answer_many(visit, open_fit_answers(opened.session, section))
        where = opened.session.address(UNFIT)
        drafts.answer(visit, where, opened.session.verdict_choices(where)[Verdict.UNFIT], raising=True)
        drafts.note(visit, where, "升压站东侧基坑约 12 米临边无防护栏杆，仅拉警示带，已要求停止该段作业。")
        drafts.attach_photos(visit, where, pictures[:2])
        drafts.attach_photos(visit, None, pictures[2:])
