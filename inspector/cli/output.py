"""How commands speak: JSON for programs, aligned text for people, refusals with their reason.

Exit codes: 0 done, 1 refused with a reason, 2 usage (click's own).
"""

from __future__ import annotations

import gettext
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from unicodedata import east_asian_width

import click

from inspector import paths
from inspector.domain.errors import InspectorError
from inspector.texts import explain, language

REFUSED = 1
AS_JSON = "inspector.as_json"


def say(text: str) -> None:
    """A line for people, on standard output."""
    click.echo(text)


def note(text: str) -> None:
    """A remark beside the answer, on standard error."""
    click.echo(text, err=True)


def answer(data: Any) -> None:  # noqa: ANN401 - any JSON value
    """The answer for programs: UTF-8 JSON, one value."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Rows under a header, columns aligned by the width that characters have on a terminal."""
    lines = [header, *rows]
    widths = [max(display_width(line[column]) for line in lines) for column in range(len(header))]
    for line in lines:
        cells = (text + " " * (width - display_width(text)) for text, width in zip(line, widths, strict=True))
        say("  ".join(cells).rstrip())


def clipped(text: str, width: int = 40) -> str:
    """The beginning of a long text on one line, for a cell of a table."""
    line = " ".join(text.split())
    if display_width(line) <= width:
        return line
    end = next(at for at in range(len(line), 0, -1) if display_width(line[:at]) < width)
    return f"{line[:end]}…"


def display_width(text: str) -> int:
    """How many terminal columns `text` takes: a full-width character takes two."""
    return sum(2 if east_asian_width(one) in "WF" else 1 for one in text)


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error for long work; silent where there is no terminal."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    with click.progressbar(length=1, label=label, file=sys.stderr, show_pos=True) as bar:

        def advance(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield advance


class RefusingGroup(click.Group):
    """A group whose commands refuse with a sentence and exit code 1 instead of a traceback."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        """Run the command; an expected refusal is told, `--json` makes it JSON."""
        try:
            return super().invoke(ctx)
        except InspectorError as error:
            refuse(error)

    def main(self, *args: Any, **extra: Any) -> Any:  # noqa: ANN401 - click's own signature
        """Pipes get UTF-8 on every system, so that `--json` reads the same everywhere; click speaks our language."""
        speak(language())
        for stream in (sys.stdout, sys.stderr):
            reconfigure = getattr(stream, "reconfigure", None)
            if reconfigure is not None:
                reconfigure(encoding="utf-8", errors="replace")
        return super().main(*args, **extra)


def speak(lang: str) -> None:
    """Let click's own messages (usage errors, headings of `--help`) come from our catalogue of that language.

    click asks the process-wide gettext domain, whose language is an environment variable.
    """
    os.environ["LANGUAGE"] = lang
    gettext.bindtextdomain("click", str(paths.resources("i18n")))
    gettext.textdomain("click")


def refuse(error: InspectorError) -> None:
    """Tell a refusal and end with exit code 1."""
    if wants_json():
        answer({"error": {"key": error.key, "message": explain(error)}})
    else:
        note(explain(error))
    raise SystemExit(REFUSED)


def wants_json() -> bool:
    """Whether the command at hand was asked for JSON; its own context is gone when a refusal arrives here."""
    return bool(click.get_current_context().meta.get(AS_JSON))


def _remember(ctx: click.Context, _param: click.Parameter, value: bool) -> bool:  # noqa: FBT001 - click's own signature
    ctx.meta[AS_JSON] = value
    return value


as_json_option = click.option("--json", "as_json", is_flag=True, callback=_remember, help="输出 JSON。")
