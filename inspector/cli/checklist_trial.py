"""`checklist show | eval | answer`: reading a checklist and trying it out, without writing anything."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import click

from inspector.checklists.kinds import Kind
from inspector.checklists.model import Question
from inspector.checklists.outcome import Entry, ProblemToRaise
from inspector.cli.answers_checklist import eval_answer, printed_score, shown_answer, trial_answer
from inspector.cli.opening import open_workspace, passphrase_option
from inspector.cli.output import REFUSED, answer, as_json_option, note, say
from inspector.cli.parameters import FOLDER, Command, DayType
from inspector.domain.ids import CHINA, SystemClock, local_time
from inspector.services import typed_json
from inspector.services.checklist_judging import to_draft
from inspector.services.checklist_outline import Line, outline, simple_outline
from inspector.services.checklist_sources import Found, find_checklist, need_form, need_kept
from inspector.services.checklist_trial import Trial, try_checklist
from inspector.services.checklist_values import evaluate_with
from inspector.services.checklists import questions_of
from inspector.services.typed_json import Fields, parse_json, read_json
from inspector.texts import sentence

_SHOWN_CHOICES = 12
file_argument = click.argument("file", metavar="FILE|NAME")


def workspace_option(command: Command) -> Command:
    """The workspace whose checklists are looked at, and where its passphrase comes from."""
    named = click.option("--workspace", type=FOLDER, help="从这个工作区按名称找，取最新一版。")
    return named(passphrase_option(command))


@contextmanager
def _found(reference: str, workspace: Path | None) -> Iterator[Found]:
    if workspace is None:
        yield find_checklist(reference)
        return
    with open_workspace(workspace, read_only=True) as opened:
        yield find_checklist(reference, opened.reader)


@click.command("show")
@file_argument
@workspace_option
@click.option("--language", default="", help="显示哪种语言，写法同表头，如 English (en)。")
@as_json_option
def show(file: str, workspace: Path | None, language: str, *, as_json: bool) -> None:
    """按次序列出检查表的题目：类型、选项、显示条件、约束、计算、评分和问题规则。"""
    with _found(file, workspace) as found:
        lines = _lines(found, language)
        data = shown_answer(found, lines)
    if as_json:
        answer(data)
        return
    count = len(lines) if found.form is None else questions_of(found.form)
    say(sentence("cli.checklist_shown", name=data["name"], version=data["version"], count=count))
    for one in lines:
        for text in _outline_texts(one):
            say("  " * one.depth + text)


def _lines(found: Found, language: str) -> tuple[Line, ...]:
    if found.form is None and found.checklist is not None:
        return simple_outline(found.checklist.definition or {"items": []})
    return outline(need_form(found), language)


def _outline_texts(line: Line) -> Iterator[str]:
    """A line and, indented below it, what belongs to it."""
    name = line.path.rpartition("/")[2]
    kind = sentence(f"cli.question_{line.type.lower().replace('-', '_')}")
    if line.is_part:
        yield f"【{line.label or name}】{kind}　{name}"
    else:
        yield f"{line.label or name}　［{kind}］{name}"
    if line.choices:
        shown = "、".join(label for _, label in line.choices[:_SHOWN_CHOICES])
        key = "cli.outline_choices_more" if len(line.choices) > _SHOWN_CHOICES else "cli.outline_choices"
        yield "    " + sentence(key, choices=shown, count=len(line.choices))
    for column, text in line.conditions.items():
        yield f"    {sentence(f'cli.outline_{column}')}：{_condition(text)}"
    for rule, value in line.rules.items():
        yield f"    {sentence(f'cli.outline_{rule}')}：{_condition(value)}"


def _condition(value: object) -> str:
    """An expression as written, a plain yes in words."""
    return sentence("cli.word_yes") if value in ("true()", True) else str(value)


@click.command("eval")
@click.option("--expr", "expression", required=True, help="表达式，如 ${层数} * 3。")
@click.option("--values", "written", default="{}", help="各题的值：JSON，或 JSON 文件；. 是本题的答案。")
@as_json_option
def eval_(expression: str, written: str, *, as_json: bool) -> None:
    """试算一个表达式，结果与 ODK 相同。"""
    values = _json(written, "--values")
    if not isinstance(values, dict):
        raise typed_json.wrong_field("values", values)
    result = evaluate_with(expression, values)
    if as_json:
        answer(eval_answer(expression, result))
    else:
        for text in result.texts:
            say(text)
        for one in result.mistakes:
            note(sentence("cli.expression_mistake", place=one.start + 1, message=sentence(one.key, **one.details)))
        for fix in dict.fromkeys(one.fix for one in result.mistakes if one.fix):
            note(sentence("cli.checklist_fix", fix=fix))
    if not result.type:
        raise SystemExit(REFUSED)


def _json(written: str, name: str) -> Any:  # noqa: ANN401 - any JSON value
    """JSON given on the command line, or the file that is named there: quotes are hard to type in a shell."""
    if written.lstrip().startswith(("{", "[")):
        return parse_json(written, name)
    return read_json(Path(written))


@click.command("answer")
@file_argument
@workspace_option
@click.option("--answers", "written", required=True, help="各题的答案：JSON，或 JSON 文件，写法同 visit.json。")
@click.option("--on", type=DayType(), help="巡查日期，如 2022-06-10；缺省今天。")
@as_json_option
def answer_(file: str, workspace: Path | None, written: str, on: date | None, *, as_json: bool) -> None:
    """试填一份检查表：该问哪些题、缺什么、错什么、算出什么、得几分、提出哪些问题。什么也不写入。"""
    answers = Fields({"answers": _json(written, "--answers")}, "").need("answers", typed_json.answers)
    at = datetime.combine(on, time(12), CHINA) if on else local_time(SystemClock())
    with _found(file, workspace) as found:
        kept = need_kept(found)
    trial = try_checklist(kept, answers, at)
    if as_json:
        answer(trial_answer(kept.form, trial))
        return
    for one in trial.asked:
        say(_asked(one, trial))
    _tell(trial)


def _asked(one: Entry, trial: Trial) -> str:
    mark = "*" if one.required else " "
    if not isinstance(one.item, Question):
        return f"{'  ' * one.depth}【{one.label or one.item.name}】"
    shown = "" if one.item.kind is Kind.NOTE else f"：{_value(trial.shown.get(one.address))}"
    return f"{'  ' * one.depth}{mark}{one.label or one.item.name}{shown}"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return sentence("cli.word_yes" if value else "cli.word_no")
    if isinstance(value, list):
        return "、".join(map(str, value))
    return "" if value is None else str(value)


def _tell(trial: Trial) -> None:
    for address, value in trial.calculations.items():
        say(sentence("cli.trial_calculation", address=address, value=_value(value)))
    done = trial.completeness
    say(sentence("cli.trial_completeness", asked=done.asked, answered=done.answered, missing=len(done.missing)))
    if trial.score.percent is not None:
        score = trial.score
        parts = {"earned": score.earned.normalize(), "possible": score.possible.normalize()}
        told = {name: format(part, "f") for name, part in parts.items()}
        say(sentence("cli.trial_score", score=printed_score(score.percent), **told))
    for one in trial.messages:
        say(f"✗ {sentence(one.reason.key, **one.reason.details)}")
    for problem in trial.problems:
        say(problem_text(problem))


def problem_text(problem: ProblemToRaise) -> str:
    """A problem that the rules raise, on one line."""
    draft = to_draft(problem)
    told = {"category": draft.category, "owner": draft.owner_department, "due": draft.due_on}
    shown = {name: one if one is not None else sentence("cli.not_given") for name, one in told.items()}
    return sentence("cli.offered_problem", description=draft.description, **shown)
