"""The sections of a bulletin, one module each: sentences, tables and charts over the frozen rows of a period."""

from __future__ import annotations

from collections.abc import Callable

from inspector.domain.profile import SectionKey
from inspector.services.section_writer import Section, SectionWriter
from inspector.services.sections import (
    annex,
    investment,
    lamps,
    next_steps,
    overview,
    problems,
    ranking,
    visits,
)
from inspector.services.sections.context import SectionContext

WRITERS: dict[SectionKey, Callable[[SectionWriter, SectionContext], None]] = {
    SectionKey.OVERVIEW: overview.write,
    SectionKey.RANKING: ranking.write,
    SectionKey.VISITS: visits.write,
    SectionKey.LAMPS: lamps.write,
    SectionKey.PROBLEMS: problems.write,
    SectionKey.INVESTMENT: investment.write,
    SectionKey.NEXT_STEPS: next_steps.write,
    SectionKey.ANNEX: annex.write,
}


def write_section(key: SectionKey, title: str, context: SectionContext) -> Section:
    """The section called `key` over the frozen tables of `context`."""
    writer = SectionWriter(key.value, title, context.tables)
    WRITERS[key](writer, context)
    return writer.finish()
