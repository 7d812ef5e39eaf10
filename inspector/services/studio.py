"""简报编制: an issue read, edited, checked and previewed on one screen, from draft to print.

The studio never prints by itself: its preview is `BulletinService`'s own printing, so that the screen and the command
line make the same bytes of the same issue. A sentence is edited as a template; its figures stay queries.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from inspector.bulletin.content import Annex, Block, BulletinContent
from inspector.bulletin.fonts import FontSet
from inspector.bulletin.pen import Pen
from inspector.bulletin.render import render
from inspector.domain.bulletin import Bulletin, BulletinFigure, BulletinSection, BulletinState
from inspector.domain.bulletin_states import demand_editable
from inspector.domain.errors import NotFoundError, RuleError
from inspector.domain.figures import CheckReport, check_text
from inspector.domain.inspection import Photo
from inspector.domain.periods import Period
from inspector.services.bulletin_edits import (
    ARRANGEMENT,
    BREAK,
    EDITOR_NOTE,
    ISSUED_PDF,
    PHOTOS,
    parts_of,
    picks_of,
    places_in,
    printed_figures,
    slots_of,
    title_of,
)
from inspector.services.bulletin_seal import issue_line, seal_of
from inspector.services.bulletin_text import printed_text
from inspector.services.bulletins import BulletinDetails, BulletinService, open_conflicts
from inspector.services.photo_picks import Pick, credits_of, picks_to_text
from inspector.services.section_order import Arrangement, arranged, is_movable
from inspector.services.studio_compare import ComparedRow, rows_between
from inspector.services.studio_drift import Drift
from inspector.services.studio_parts import section_view
from inspector.services.studio_photos import photo_lots
from inspector.services.studio_view import (
    PICTURED,
    ComparedFigure,
    Drafted,
    FigureDetail,
    IssueLine,
    ObjectView,
    PhotoLot,
    Preview,
    SectionView,
    StudioView,
)
from inspector.storage.freshness import counted_mark, freezes
from inspector.storage.transaction import Transaction
from inspector.storage.workspace import Workspace

EDIT = "edit_bulletin"


class StudioService:
    """Use cases of the studio on one workspace."""

    def __init__(self, workspace: Workspace, bulletins: BulletinService) -> None:
        self._workspace = workspace
        self._bulletins = bulletins
        self._pen: Pen | None = None
        self._press = threading.Lock()
        self._drifted: tuple[tuple[str, int, int], Drift] | None = None
        self._shown: tuple[str, tuple[int, int], BulletinDetails] | None = None

    def open(self, period: Period, *, on: date | None = None, refresh: bool = False) -> StudioView:
        """The issue of a period, frozen now where it is not yet or where `refresh` asks for the data of today.

        Raises RuleError `services.conflicts_open` that names the conflicts to be settled before.
        """
        return self.view(self._bulletins.freeze(period, on=on, refresh=refresh).id)

    def view(self, reference: str) -> StudioView:
        """An issue as it is worked on, by its id or its period."""
        details = self._details(reference)
        bulletin = details.bulletin
        content = self._bulletins.written(details)
        return StudioView(
            bulletin_id=bulletin.id,
            period=bulletin.period,
            issue_number=bulletin.issue_number,
            revision=bulletin.revision,
            state=bulletin.state,
            as_of=bulletin.as_of,
            frozen_at=bulletin.frozen_at,
            freezes=len(freezes(self._workspace.reader, bulletin.id)),
            title=content.title,
            editor_note=content.editor_note,
            sections=tuple(_sections(details, content)),
            check=check_text(printed_text(arranged(content, details.sections))),
            uncredited=int((bulletin.snapshot or {}).get("uncredited", 0)),
        )

    def drift(self, reference: str) -> Drift:
        """What of the data is another since the issue was frozen; looked up anew only where data were written."""
        details = self._details(reference)
        frozen, written = counted_mark(self._workspace.reader, details.bulletin.id)
        state = details.bulletin.id, frozen, written
        if self._drifted is None or self._drifted[0] != state:
            changes = self._bulletins.changes_since_freeze(details)
            self._drifted = state, Drift(changes, self.conflicts() if written > frozen else ())
        return self._drifted[1]

    def conflicts(self) -> tuple[str, ...]:
        """What keeps an issue from being frozen, by record and field; apart from `view`, as it reads the whole log."""
        return tuple(open_conflicts(self._workspace))

    def figure(self, reference: str, section: str, name: str) -> FigureDetail:
        """A number of the text with the frozen rows that it counts. Raises NotFoundError."""
        details = self._details(reference)
        found = next((one for one in details.figures if (one.section_key, one.name) == (section, name)), None)
        if found is None:
            raise NotFoundError("services.no_such_figure", section=section, name=name)
        query: dict[str, Any] = dict(found.query or {})
        counted = query["ratio"][0] if "ratio" in query else query
        rows = self._bulletins.rows_of(details.bulletin.id, section, name)
        return FigureDetail(
            section=section,
            name=name,
            printed=found.printed,
            value=found.value,
            unit=found.unit or "",
            decimals=found.decimals,
            numerator=found.numerator,
            denominator=found.denominator,
            table=counted.get("table", ""),
            where=counted.get("where", {}),
            rows=tuple(rows),
        )

    def check_typed(self, reference: str, section: str, index: int, text: str) -> CheckReport:
        """核数 of the whole text as it would be with this sentence; nothing is kept."""
        return self.drafted(reference, section, index, text).check

    def drafted(self, reference: str, section: str, index: int, text: str) -> Drafted:
        """The issue as it would be with this sentence, checked and ready to be printed; nothing is kept."""
        details = self._details(reference)
        template = _template(details, section, text)
        rewritten = replace(details, sections=_rewritten(details, section, index, template))
        content = self._bulletins.written(rewritten)
        view = next(one for one in _sections(rewritten, content) if one.key == section)
        printed = arranged(content, details.sections)
        return Drafted(view, check_text(printed_text(printed)), printed)

    def to_print(self, reference: str) -> BulletinContent:
        """What the issue prints, for `printed`."""
        return self._bulletins.content_of(self._details(reference))

    def write(self, reference: str, section: str, index: int, text: str, author: str = "") -> None:
        """Rewrite the sentence at a place: several lines become paragraphs, none takes it out.

        Raises RuleError for a figure that the section has not, or where the issue is out. A reviewed issue has to be
        reviewed again.
        """
        details = self._details(reference)
        rewritten = _rewritten(details, section, index, _template(details, section, text))
        changed = [one for one, old in zip(rewritten, details.sections, strict=True) if one != old]
        self._put(details.bulletin, changed, author)

    def retitle(self, reference: str, title: str, author: str = "") -> None:
        """Give the issue another title; an empty one gives back the title made from the figures."""
        bulletin = self._bulletins.show(reference).bulletin
        frozen = (bulletin.snapshot or {}).get("content", {}).get("title", "")
        self._put(replace(bulletin, title=title.strip() or frozen), [], author)

    def note(self, reference: str, text: str, author: str = "") -> None:
        """Write the 按语; an empty one prints none."""
        self._put_extra(reference, EDITOR_NOTE, text.strip(), author)

    def move_section(self, reference: str, section: str, to: int, author: str = "") -> None:
        """Put a section at another place of the text, from 0. Raises NotFoundError, for the annex too."""
        self._arrange(reference, lambda one: one.moved(section, to), author)

    def hide_section(self, reference: str, section: str, *, hidden: bool, author: str = "") -> None:
        """Leave a section out of the issue, or print it again; what is written in it stays. Raises NotFoundError."""
        self._arrange(reference, lambda one: one.with_hidden(section, hidden=hidden), author)

    def leave_out(self, reference: str, section: str, title: str, *, left_out: bool, author: str = "") -> None:
        """Leave a table or chart of a section out of the issue, or print it again. Raises NotFoundError."""
        details = self._details(reference)
        parts = next(
            (one.parts for one in _sections(details, self._bulletins.written(details)) if one.key == section), ()
        )
        titles = {one.title for one in parts if isinstance(one, ObjectView) and one.kind not in PICTURED}
        if title not in titles:
            raise NotFoundError("services.no_such_object", section=section, title=title)
        self._arrange(reference, lambda one: one.with_left_out(section, title, left_out=left_out), author)

    def _arrange(self, reference: str, change: Callable[[Arrangement], Arrangement], author: str) -> None:
        before = Arrangement.of(self._details(reference).sections)
        after = change(before)
        if after != before:
            self._put_extra(reference, ARRANGEMENT, after.to_text(), author)

    def photos(self, reference: str) -> tuple[PhotoLot, ...]:
        """The photos to choose from, single and in the pairs that the records know, those printed first."""
        details = self._details(reference)
        rows: list[dict[str, Any]] = list((details.bulletin.snapshot or {}).get("tables", {}).get("photos", ()))
        now = self._workspace.reader.ids_in(Photo, (one["id"] for one in rows))
        return photo_lots(rows, now, picks_of(details.sections))

    def pick_photos(self, reference: str, picks: Sequence[Pick], author: str = "") -> None:
        """Print these photos and pairs in this order; RuleError for a photo that credits nobody."""
        bare = sum(not who.strip() for one in picks for who in credits_of(one))
        if bare:
            raise RuleError("services.photos_without_credit", count=bare)
        self._put_extra(reference, PHOTOS, picks_to_text(picks), author)

    def compare(self, reference: str) -> tuple[ComparedFigure, ...]:
        """The figures beside those of the last issue; empty where there is no last issue."""
        details = self._details(reference)
        last = self._last(details)
        if last is None:
            return ()
        before = {(one.section_key, one.name): one for one in self._bulletins.show(last.id).figures}
        return tuple(
            _compared(old, one)
            for one in details.figures
            for old in (before.get((one.section_key, one.name)),)
            if old is not None
        )

    def compare_rows(self, reference: str) -> tuple[ComparedRow, ...]:
        """What was begun, turned red, was raised or settled since the last issue; empty where there is none."""
        details = self._details(reference)
        last = self._last(details)
        if last is None or last.snapshot is None or details.bulletin.snapshot is None:
            return ()
        return rows_between(last.snapshot["tables"], details.bulletin.snapshot["tables"])

    def _last(self, details: BulletinDetails) -> Bulletin | None:
        return self._bulletins.latest(Period.parse(details.bulletin.period).previous())

    def preview(self, reference: str) -> Preview:
        """The issue as it is printed; from the second time on only what has changed is composed anew."""
        return self.printed(self.to_print(reference))

    def printed(self, content: BulletinContent) -> Preview:
        """The pages of a content; it reads nothing of the workspace but photos, so that any thread may call it."""
        with self._press, tempfile.TemporaryDirectory() as folder:
            self._pen = self._pen or Pen(FontSet.load())
            report = render(content, Path(folder) / "preview.pdf", pen=self._pen)
            return Preview(report.path.read_bytes(), report.pages, report.sha256)

    def issues(self) -> tuple[IssueLine, ...]:
        """All issues and revisions, newest first, each issued one with the hash of what was printed."""
        found = self._workspace.reader.all(BulletinSection, key=ISSUED_PDF)
        sealed = {one.bulletin_id: seal_of(one) for one in found}
        return tuple(issue_line(one, sealed.get(one.id)) for one in self._bulletins.all())

    def _details(self, reference: str) -> BulletinDetails:
        """An issue, read again only after something was written: the snapshot of a large city takes half a second."""
        mark = self._workspace.reader.mark
        if self._shown is None or self._shown[:2] != (reference, mark):
            self._shown = reference, mark, self._bulletins.show(reference)
        return self._shown[2]

    def _put_extra(self, reference: str, key: str, body: str, author: str) -> None:
        details = self._details(reference)
        old = next((one for one in details.sections if one.key == key), None)
        made = BulletinSection(
            id=old.id if old else "", bulletin_id=details.bulletin.id, position=0, key=key, title=key, body=body
        )
        self._put(details.bulletin, [made], author)

    def _put(self, bulletin: Bulletin, sections: Iterable[BulletinSection], author: str) -> None:
        demand_editable(bulletin)
        with self._workspace.transaction(EDIT, author=author) as tx:
            _put_all(tx, bulletin, sections)


def _put_all(tx: Transaction, bulletin: Bulletin, sections: Iterable[BulletinSection]) -> None:
    reviewed = bulletin.state is BulletinState.REVIEWED
    tx.put(replace(bulletin, state=BulletinState.FROZEN) if reviewed else bulletin)
    for one in sections:
        tx.put(one if one.id else replace(one, id=tx.new_id()))


def _sections(details: BulletinDetails, content: BulletinContent) -> Iterable[SectionView]:
    """All of them in the order of the office."""
    printed = printed_figures(details.figures)
    parts = {title_of(one): one for one in parts_of(content.blocks)}
    annexes: dict[str, Annex] = {one.title: one for one in content.annexes}
    arrangement = Arrangement.of(details.sections)
    by_key = {one.key: one for one in details.sections}
    for key in arrangement.order:
        one = by_key[key]
        annex = annexes.get(one.title)
        blocks: Sequence[Block] = annex.blocks if annex else parts.get(one.title, [])
        view = section_view(one, blocks, printed.get(key, {}))
        left_out = {title for owner, title in arrangement.left_out if owner == key}
        told = tuple(
            replace(part, left_out=part.title in left_out) if isinstance(part, ObjectView) else part
            for part in view.parts
        )
        yield replace(view, parts=told, hidden=key in arrangement.hidden, movable=is_movable(key))


def _template(details: BulletinDetails, section: str, text: str) -> str:
    """What was typed as a template. Raises RuleError for braces that name no figure of the section."""
    known = {one.name for one in details.figures if one.section_key == section}
    template = BREAK.join(line.strip() for line in text.splitlines() if line.strip())
    try:
        unknown = places_in(template) - known
    except ValueError as error:
        raise RuleError("services.braces_unmatched") from error
    if unknown:
        raise RuleError("services.figures_unknown", names=sorted(unknown))
    return template


def _rewritten(details: BulletinDetails, section: str, index: int, template: str) -> tuple[BulletinSection, ...]:
    found = next((one for one in details.sections if one.key == section), None)
    slots = slots_of(found) if found is not None else []
    if found is None or not 0 <= index < len(slots):
        raise NotFoundError("services.no_such_sentence", section=section, number=index + 1)
    slots[index] = template
    made = replace(found, body="\n".join(slots))
    return tuple(made if one is found else one for one in details.sections)


def _compared(before: BulletinFigure, now: BulletinFigure) -> ComparedFigure:
    change = None if before.value is None or now.value is None else now.value - before.value
    return ComparedFigure(now.section_key, now.name, now.unit or "", before.printed, now.printed, change)
