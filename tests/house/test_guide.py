"""The guide tells what is there: links lead somewhere, command lines parse, no picture is left over."""

from __future__ import annotations

import io
import json
import re
import shlex
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from urllib.parse import unquote

import click
import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from inspector import paths
from inspector.cli import main
from inspector.services.visit_file import parse_visit

ROOT = paths.root()
GUIDE = ROOT / "docs" / "guide"
CHAPTERS = sorted(GUIDE.glob("*.md"))
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
MOST_BYTES = 200_000

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`(inspector [^`]+)`")
SHELLS = {"console", "sh", "powershell"}


def without_code(text: str) -> str:
    return re.sub(r"`[^`\n]*`", "", FENCE.sub("", text))


def command_lines(text: str) -> Iterator[str]:
    """What a reader would type: lines of shell fences, with or without a prompt."""
    for language, body in FENCE.findall(text):
        if language in SHELLS:
            lines = (line.removeprefix("$ ") for line in body.splitlines())
            yield from (line for line in lines if line.startswith("inspector "))


def mentions(text: str) -> list[str]:
    """Commands named inside sentences, often without what they would need to run."""
    return INLINE.findall(FENCE.sub("", text))


def resolve(words: list[str]) -> tuple[click.Command, list[str]]:
    """The command that the first words name, and the words that are left."""
    found: click.Command = main
    while isinstance(found, click.Group) and words:
        name = words.pop(0)
        assert name in found.commands, f"no command {name}"
        found = found.commands[name]
    return found, words


def values_of(found: click.Command, words: list[str]) -> tuple[set[str | None], int]:
    """Names of the options given, each value read as its type reads it, and how many arguments there are."""
    options = {spelling: one for one in found.params if isinstance(one, click.Option) for spelling in one.opts}
    given: set[str | None] = set()
    arguments = 0
    while words:
        word = words.pop(0)
        if not word.startswith("--"):
            arguments += 1
            continue
        assert word in options, f"no option {word}"
        option = options[word]
        given.add(option.name)
        if not option.is_flag:
            value = words.pop(0)
            if not isinstance(option.type, click.Path):
                option.type.convert(value, option, None)
    return given, arguments


def parses(line: str, *, whole: bool = True) -> None:
    """Command and options exist, values are readable; nothing required is missing or too much in a `whole` line."""
    found, words = resolve(shlex.split(line, posix=False)[1:])
    if "--help" in words or isinstance(found, click.Group):
        return
    given, count = values_of(found, words)
    if not whole:
        return
    places = [one for one in found.params if isinstance(one, click.Argument)]
    required = {one.name for one in found.params if isinstance(one, click.Option) and one.required}
    assert required <= given, f"missing {required - given}"
    assert count >= sum(one.required for one in places), "too few arguments"
    assert any(one.nargs < 0 for one in places) or count <= len(places), "too many arguments"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_relative_link_leads_to_a_file(path: Path) -> None:
    targets = [one for one in LINK.findall(without_code(path.read_text("utf-8"))) if "://" not in one]
    files = [unquote(one).partition("#")[0] for one in targets]
    assert [one for one in files if one and not (path.parent / one).exists()] == []


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.name)
def test_every_command_line_of_the_guide_parses(path: Path) -> None:
    wrong = []
    text = path.read_text("utf-8")
    for line, whole in (*((one, True) for one in command_lines(text)), *((one, False) for one in mentions(text))):
        try:
            parses(line, whole=whole)
        except (AssertionError, click.UsageError) as error:
            wrong.append(f"{line}: {error}")
    assert wrong == []


def test_every_visit_file_of_the_guide_is_accepted() -> None:
    texts = [path.read_text("utf-8") for path in CHAPTERS]
    bodies = [body for text in texts for _, body in FENCE.findall(text) if '"visited_at"' in body]
    assert len(bodies) == 2
    for body in bodies:
        assert parse_visit(json.loads(body, parse_float=Decimal)).seen_status.startswith("二层主体施工")


def test_a_wrong_command_line_is_found() -> None:
    for line in (
        "inspector regster template 台账.xlsx",
        "inspector stats WS --on 6月10日",
        "inspector stats WS",
        "inspector new WS --role boss",
        "inspector info WS --jsn",
        "inspector undo WS 多余",
        "inspector register export WS",
    ):
        with pytest.raises((AssertionError, click.UsageError)):
            parses(line)


def test_the_guide_shows_every_command() -> None:
    texts = [path.read_text("utf-8") for path in CHAPTERS]
    told = {" ".join(line.split()[1:3]) for text in texts for line in (*command_lines(text), *mentions(text))}
    words = {word for line in told for word in (line, line.split()[0])}
    assert sorted(set(leaves(main, "")) - words) == []


def leaves(group: click.Group, prefix: str) -> Iterator[str]:
    for name, one in group.commands.items():
        if isinstance(one, click.Group):
            yield from leaves(one, f"{prefix}{name} ")
        else:
            yield f"{prefix}{name}"


def test_every_picture_is_shown_and_small() -> None:
    shown = {
        (path.parent / unquote(target)).resolve()
        for path in DOCUMENTS
        for target in LINK.findall(path.read_text("utf-8"))
    }
    pictures = {path for path in (ROOT / "docs").rglob("*") if path.suffix in {".png", ".jpg", ".svg"}}
    assert pictures
    assert {path for path in pictures if path.resolve() not in shown} == set()
    assert {path for path in pictures if path.stat().st_size >= MOST_BYTES} == set()


def joined(text: str | Iterable[str] | None) -> str:
    """A sentence, or its singular and plural, as one text to compare."""
    return text if isinstance(text, str) else "|".join(text or ())


def test_the_catalogue_of_usage_errors_is_up_to_date() -> None:
    """Not among texts.CATALOGUES, since its sentences are asked for by the click library and not by keys."""
    folder = paths.resources("i18n", "zh_CN", "LC_MESSAGES")
    with (folder / "click.po").open("rb") as file:
        written = {joined(one.id): joined(one.string) for one in read_po(file) if one.id}
    mo = read_mo(io.BytesIO((folder / "click.mo").read_bytes()))
    compiled = {joined(one.id): joined(one.string) for one in mo if one.id}
    assert compiled == written, "run `make i18n`"


def test_every_chapter_is_in_the_contents_and_leads_back() -> None:
    contents = set(LINK.findall((GUIDE / "README.md").read_text("utf-8")))
    for path in CHAPTERS:
        if path.name != "README.md":
            assert path.name in contents
            assert "README.md" in LINK.findall(path.read_text("utf-8"))
