"""The package of a document: its parts, its pictures, and the same bytes whenever it is written again.

python-docx ships a template of its own, in English, with a theme and forty styles that nobody asked for, and stamps the
hour into every part; ours begins empty, and is zipped with one date for all.
"""

from __future__ import annotations

import hashlib
import zipfile
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.parts.image import ImagePart

from inspector.bulletin.characters import printable
from inspector.bulletin.content import BulletinContent
from inspector.bulletin.word.faces import font_table
from inspector.bulletin.word.style_sheet import settings, style_sheet
from inspector.bulletin.word.xml import Node

_PARTS = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{CT.OPC_RELATIONSHIPS}"/>'
        f'<Override PartName="/word/document.xml" ContentType="{CT.WML_DOCUMENT_MAIN}"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{RT.OFFICE_DOCUMENT}" Target="word/document.xml"/></Relationships>'
    ),
    "word/document.xml": (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
        ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><w:body/></w:document>'
    ),
}
"""The least that is a document; it holds no text of anybody."""

_LONGEST = 255
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_AHEAD = timedelta(hours=8)
"""China is ahead of UTC, in which documents are dated; the PDF is dated alike (`pdfa.MIDNIGHT`)."""


class Package:
    """A document in the making."""

    def __init__(self) -> None:
        self._document: Document = docx.Document(_empty())
        self._pictures: dict[str, str] = {}
        self.add("styles", CT.WML_STYLES, RT.STYLES, style_sheet())
        self.add("settings", CT.WML_SETTINGS, RT.SETTINGS, settings())
        self.add("fontTable", CT.WML_FONT_TABLE, RT.FONT_TABLE, font_table())

    def add(self, name: str, content_type: str, relationship: str, root: Node) -> str:
        """Add a part beside the text; returns the id by which the text refers to it."""
        package = self._document.part.package
        part = XmlPart(PackURI(f"/word/{name}.xml"), content_type, root, package)
        return self._related(part, relationship)

    def picture(self, data: bytes, ending: str) -> str:
        """Add a picture (`jpeg` or `png`) as it is, equal ones once; returns its id."""
        digest = hashlib.sha256(data).hexdigest()
        if digest not in self._pictures:
            name = PackURI(f"/word/media/image{len(self._pictures) + 1}.{ending}")
            self._pictures[digest] = self._related(ImagePart(name, f"image/{ending}", data), RT.IMAGE)
        return self._pictures[digest]

    def _related(self, part: Part, relationship: str) -> str:
        return str(self._document.part.relate_to(part, relationship))

    def write(self, nodes: list[Node]) -> None:
        """Put the text into the document."""
        self._document.element.body.extend(nodes)

    def describe(self, content: BulletinContent) -> None:
        """What the PDF says of itself: offices, never the name of a person."""
        head, about = content.masthead, self._document.core_properties
        about.title = _short(content.title or head.name)
        about.author = _short(content.author or head.organization)
        about.subject = _short(f"{head.name}第{head.issue_number}期")
        about.keywords = _short("，".join(content.keywords))
        about.language = content.language
        about.last_modified_by = ""
        about.revision = 1
        about.created = about.modified = _midnight(head.issued_on)

    def save(self, path: Path) -> None:
        """Write the file, by way of another beside it. Equal parts give equal bytes. Raises OSError."""
        stamped = path.with_name(f"{path.name}.stamped")
        self._document.save(str(stamped))
        with zipfile.ZipFile(stamped) as source, zipfile.ZipFile(path, "w") as target:
            for name in source.namelist():
                target.writestr(_entry(name), source.read(name))
        stamped.unlink()


def _short(text: str) -> str:
    """A property of the document: one line, of the length that the format allows."""
    return " ".join(printable(text).split())[:_LONGEST]


def _empty() -> BytesIO:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        for name, text in _PARTS.items():
            target.writestr(name, text)
    made.seek(0)
    return made


def _entry(name: str) -> zipfile.ZipInfo:
    """Without hour, system or rights of whoever writes; photos are packed already."""
    entry = zipfile.ZipInfo(name, _LONG_AGO)
    entry.create_system = 0
    entry.compress_type = zipfile.ZIP_STORED if name.endswith(".jpeg") else zipfile.ZIP_DEFLATED
    return entry


def _midnight(day: date) -> datetime:
    """The beginning of the day in China."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) - _AHEAD
