"""From frozen rows to the composed content of an issue: sections in the city's order, masthead, tail.

It stands apart from `bulletins` (states, storage, files) because it is a pure function of frozen rows: equal
rows give equal pages.
"""

from __future__ import annotations

from dataclasses import dataclass

from inspector.bulletin.content import Annex, Block, BulletinContent, Masthead, Paragraph, Tail
from inspector.domain.money import printed
from inspector.domain.profile import CityProfile, SectionKey
from inspector.services.section_writer import Section, projects
from inspector.services.sections import write_section
from inspector.services.sections.context import SectionContext


@dataclass(frozen=True)
class IssueHead:
    """What the office says about an issue beside its data; empty title: one is made from the figures."""

    title: str = ""
    editor_note: str = ""
    secrecy: str = ""
    number: str = ""
    total_number: int | None = None


@dataclass(frozen=True)
class Composed:
    """The content of an issue and the sections that it was made of."""

    content: BulletinContent
    sections: tuple[Section, ...]


def compose_issue(context: SectionContext, head: IssueHead, mark: str = "") -> Composed:
    """The whole issue of the period of `context`; `mark` stands small on every page."""
    profile = context.profile
    sections = tuple(write_section(one.key, one.title, context) for one in profile.bulletin.sections)
    body = tuple(one for one in sections if one.key != SectionKey.ANNEX.value)
    content = BulletinContent(
        masthead=_masthead(context, head),
        title=head.title or issue_title(context),
        blocks=_body(body) if any(context.tables.values()) else _empty_body(body),
        editor_note=head.editor_note,
        annexes=_annexes(sections),
        tail=_tail(profile),
        mark=mark,
        author=profile.bulletin.organization,
        keywords=("重点项目", profile.name),
    )
    return Composed(content, sections)


def _body(sections: tuple[Section, ...]) -> tuple[Block, ...]:
    return tuple(block for one in sections for block in one.blocks())


def _empty_body(sections: tuple[Section, ...]) -> tuple[Block, ...]:
    """Nothing to tell fits on one page: the first section says so, the others are named together."""
    others = "、".join(one.title for one in sections[1:])
    return (*_body(sections[:1]), *((Paragraph(f"{others}，本期均没有内容。"),) if others else ()))


def issue_title(context: SectionContext) -> str:
    """The headline of the figures: 全市开复工重点项目329个."""
    active = context.value(projects(active=True))
    if context.has_plan and active:
        return f"全市开复工重点项目{printed(active)}个"
    return f"{context.profile.name}重点项目建设情况"


def _masthead(context: SectionContext, head: IssueHead) -> Masthead:
    bulletin = context.profile.bulletin
    return Masthead(
        name=bulletin.name,
        issue_number=context.period.issue_number,
        organization=f"{bulletin.organization}编印",
        issued_on=context.on,
        total_number=head.total_number,
        secrecy=head.secrecy,
        number=head.number,
    )


def _annexes(sections: tuple[Section, ...]) -> tuple[Annex, ...]:
    """Annex sections without rows are not printed."""
    found = (one for one in sections if one.key == SectionKey.ANNEX.value)
    return tuple(Annex(one.title, one.blocks()[1:]) for one in found if len(one.blocks()) > 1)


def _tail(profile: CityProfile) -> Tail:
    bulletin = profile.bulletin
    return Tail(bulletin.report_to, bulletin.send_to, bulletin.issue_to, bulletin.copies)
