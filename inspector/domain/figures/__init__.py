"""核数, the figure checker: it reads bulletins and figures, reports what does not add up, and corrects nothing."""

from inspector.domain.figures.checker import check_figures, check_text
from inspector.domain.figures.findings import Check, CheckReport, Finding, Kind, Mention, Relation, Severity
from inspector.domain.figures.structured import StructuredFigure, parse_figures, to_plain

__all__ = [
    "Check",
    "CheckReport",
    "Finding",
    "Kind",
    "Mention",
    "Relation",
    "Severity",
    "StructuredFigure",
    "check_figures",
    "check_text",
    "parse_figures",
    "to_plain",
]
