"""Which language of a form is shown: the one of the window, where the form has it."""

from __future__ import annotations

from inspector.checklists.model import Form

_MARKS = {"zh_CN": ("(zh", "中文", "汉语", "chinese"), "en": ("(en", "english", "英文", "英语")}


def language_of(form: Form, interface: str) -> str:
    """The form's name of the language that the window speaks ("中文 (zh)"), "" for the form's own default."""
    marks = _MARKS.get(interface, (interface.lower(),))
    return next((one for one in form.languages if one and any(mark in one.lower() for mark in marks)), "")
