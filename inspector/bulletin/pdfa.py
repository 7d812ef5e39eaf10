"""Makes reportlab's PDF a PDF/A-2b (ISO 19005-2): metadata, colour, identity; the content streams stay.

Fonts and colours must already conform: `embedded` writes the fonts, drawings use gray and RGB only.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from inspector import paths

PART, LEVEL = "2", "B"
LANGUAGE = "zh-CN"
PLACEHOLDERS = frozenset({"", "(anonymous)", "(unspecified)", "anonymous", "unspecified", "untitled"})
"""What reportlab writes when it is told nothing."""

MIDNIGHT = "000000+08'00'"
"""Hour and zone (China) of the date of issue."""


def finish_pdfa(path: Path, issued: date | None = None) -> None:
    """Rewrite the file in place as PDF/A-2b; equal input gives equal bytes.

    Title, author, subject and keywords come from the document information. `issued` becomes the date of creation and of
    change (without it the file keeps its own). Raises OSError and pikepdf.PdfError.
    """
    finished = path.with_name(path.name + ".part")
    with pikepdf.open(path) as pdf:
        _simplify(pdf)
        if issued is not None:
            _date(pdf, issued)
        _describe(pdf)
        _declare_colour(pdf)
        pdf.save(
            finished,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            fix_metadata_version=False,
        )
    finished.replace(path)


def _simplify(pdf: Pdf) -> None:
    """Remove the slide-show transition that reportlab gives every page; PDF/A has no place for it."""
    for page in pdf.pages:
        if Name.Trans in page.obj:
            del page.obj.Trans


def _date(pdf: Pdf, issued: date) -> None:
    stamp = String(f"D:{issued:%Y%m%d}{MIDNIGHT}")
    pdf.docinfo.CreationDate = stamp
    pdf.docinfo.ModDate = stamp


def _describe(pdf: Pdf) -> None:
    """XMP metadata equal to the document information; the language; the title in the window's bar."""
    root = pdf.Root
    if Name.Lang not in root:
        root.Lang = String(LANGUAGE)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    for key in [key for key, value in pdf.docinfo.items() if key == "/Trapped" or str(value) in PLACEHOLDERS]:
        del pdf.docinfo[key]
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata.load_from_docinfo(pdf.docinfo)
        metadata["dc:language"] = [str(root.Lang)]
        metadata["pdfaid:part"] = PART
        metadata["pdfaid:conformance"] = LEVEL


def _declare_colour(pdf: Pdf) -> None:
    """Name sRGB as the colour space that the file's RGB and gray values mean."""
    profile = Stream(pdf, paths.resources("colour", "sRGB.icc").read_bytes())
    profile.N = 3
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB IEC61966-2.1"),
        DestOutputProfile=pdf.make_indirect(profile),
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])
