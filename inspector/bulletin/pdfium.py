"""The one lock of PDFium, which takes one caller at a time in the whole process, and a page of a PDF as PNG."""

from __future__ import annotations

import threading
from io import BytesIO

import pypdfium2

PDFIUM = threading.Lock()

_COLOURS = 64
"""A drawing of two blues, grey and black with soft edges needs no more."""


def page_png(pdf: bytes, density: float) -> bytes:
    """The first page on white, `density` pixels a point. Equal pages give equal bytes."""
    with PDFIUM, pypdfium2.PdfDocument(pdf) as document:
        bitmap = document[0].render(scale=density)
        image = bitmap.to_pil().convert("RGB")
        bitmap.close()
    made = BytesIO()
    image.quantize(_COLOURS).save(made, "PNG", optimize=True, dpi=(density * 72, density * 72))
    return made.getvalue()
