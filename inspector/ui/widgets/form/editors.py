"""Which editor a question gets: its kind decides, then its appearance, then what its choices are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from inspector.checklists.kinds import Kind
from inspector.checklists.model import Choice, Question
from inspector.checklists.outcome import Entry
from inspector.ui.widgets.form.acknowledge import AcknowledgeEditor
from inspector.ui.widgets.form.attachment import AttachmentEditor
from inspector.ui.widgets.form.drawing import DrawingEditor
from inspector.ui.widgets.form.item_editor import ItemEditor
from inspector.ui.widgets.form.judged import JudgedEditor
from inspector.ui.widgets.form.looks import look_of
from inspector.ui.widgets.form.moments import MomentEditor, MonthEditor
from inspector.ui.widgets.form.numbers import NumberEditor
from inspector.ui.widgets.form.pictures import PictureEditor
from inspector.ui.widgets.form.places import PlaceEditor
from inspector.ui.widgets.form.ranking import RankEditor
from inspector.ui.widgets.form.select_many import SelectManyEditor
from inspector.ui.widgets.form.select_minimal import SearchEditor, SelectMinimalEditor
from inspector.ui.widgets.form.select_one import SelectOneEditor
from inspector.ui.widgets.form.shown import ShownEditor
from inspector.ui.widgets.form.slider import RangeEditor
from inspector.ui.widgets.form.surroundings import Surroundings
from inspector.ui.widgets.form.texts import LineEditor, ParagraphEditor
from inspector.ui.widgets.form.traces import TraceEditor
from inspector.ui.widgets.form.verdicts import is_judged

_BY_KIND: Mapping[Kind, type[ItemEditor]] = MappingProxyType(
    {
        Kind.TEXT: LineEditor,
        Kind.BARCODE: LineEditor,
        Kind.INTEGER: NumberEditor,
        Kind.DECIMAL: NumberEditor,
        Kind.DATE: MomentEditor,
        Kind.TIME: MomentEditor,
        Kind.DATETIME: MomentEditor,
        Kind.SELECT_ONE: SelectOneEditor,
        Kind.SELECT_MULTIPLE: SelectManyEditor,
        Kind.RANK: RankEditor,
        Kind.RANGE: RangeEditor,
        Kind.ACKNOWLEDGE: AcknowledgeEditor,
        Kind.IMAGE: PictureEditor,
        Kind.AUDIO: AttachmentEditor,
        Kind.VIDEO: AttachmentEditor,
        Kind.FILE: AttachmentEditor,
        Kind.GEOPOINT: PlaceEditor,
        Kind.GEOTRACE: TraceEditor,
        Kind.GEOSHAPE: TraceEditor,
    }
)
_BY_WORD: Mapping[tuple[Kind, str], type[ItemEditor]] = MappingProxyType(
    {
        (Kind.TEXT, "multiline"): ParagraphEditor,
        (Kind.DATE, "month-year"): MonthEditor,
        (Kind.DATE, "year"): MonthEditor,
        (Kind.SELECT_ONE, "autocomplete"): SearchEditor,
        (Kind.SELECT_ONE, "search"): SearchEditor,
        (Kind.SELECT_ONE, "minimal"): SelectMinimalEditor,
        (Kind.IMAGE, "draw"): DrawingEditor,
        (Kind.IMAGE, "signature"): DrawingEditor,
        (Kind.IMAGE, "annotate"): DrawingEditor,
    }
)
_LONG = 40
"""A list as long as this is searched, not scrolled, whatever its author wrote."""


def editor_class(question: Question, entry: Entry, choices: Sequence[Choice]) -> type[ItemEditor]:
    """The class of editor for a question as its entry stands now."""
    if entry.read_only or question.kind not in _BY_KIND:
        return ShownEditor
    for word in sorted(look_of(question.appearance).words):
        if (question.kind, word) in _BY_WORD:
            return _BY_WORD[question.kind, word]
    if question.kind is Kind.TEXT and "rows" in question.parameters:
        return ParagraphEditor
    if question.kind is Kind.SELECT_ONE and len(choices) >= _LONG:
        return SearchEditor
    return JudgedEditor if is_judged(question, choices) else _BY_KIND[question.kind]


def make_editor(
    question: Question, entry: Entry, choices: Sequence[Choice], around: Surroundings, message: str = ""
) -> ItemEditor:
    """The editor for a question, showing its entry."""
    made = editor_class(question, entry, choices)(question, around)
    made.show_entry(entry, choices, message)
    return made
