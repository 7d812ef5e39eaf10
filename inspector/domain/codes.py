"""Codes of projects and organizations: 投资项目统一代码 and 统一社会信用代码.

They stand apart from the register because both arrive typed by hand, in Excel files and in packages, and
are judged by the same rules. Nothing here refuses: a check returns findings, and a project code that looks
wrong never blocks (domain.md §5: the rule of its check digit is not published).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from inspector.domain.reasons import Reason, reason

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_PROJECT_CODE = re.compile(r"([0-9]{4})-?([0-9]{6})-?([0-9]{2})-?([0-9]{2})-?([0-9]{6})")
_MONTHS = range(1, 13)
_OLD_YEARS = range(2013, 2021)

_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_CODE = re.compile(f"[{_CREDIT_ALPHABET}]{{2}}[0-9]{{6}}[{_CREDIT_ALPHABET}]{{10}}")


class ProjectCodeForm(StrEnum):
    """CURRENT: `YYMM-AAAAAA-DD-TT-NNNNNC` (GB/T 40058); OLDER: `YYYY-…`, given out before 2021."""

    CURRENT = "current"
    OLDER = "older"


@dataclass(frozen=True)
class ProjectCodeCheck:
    """The code as it should be written, its form, its area, and what is odd with it.

    Of a text that is no such code (`form` None) the text itself is kept.
    """

    code: str
    form: ProjectCodeForm | None
    area_code: str | None
    findings: tuple[Reason, ...]


def check_project_code(text: str) -> ProjectCodeCheck:
    """Judge a 投资项目统一代码; full-width digits, other dashes, spaces and missing dashes are put right."""
    code = _plain(text).translate(_DASHES)
    match = _PROJECT_CODE.fullmatch(code)
    if match is None:
        kept = text.strip()
        return ProjectCodeCheck(kept, None, None, (reason("domain.project_code_shape", code=kept),))
    written, area = "-".join(match.groups()), match[2]
    if int(match[1]) in _OLD_YEARS:
        return ProjectCodeCheck(written, ProjectCodeForm.OLDER, area, ())
    findings = []
    if int(match[1][2:]) not in _MONTHS:
        findings.append(reason("domain.project_code_month", code=written, month=match[1][2:]))
    expected = mod_11_10("".join(match.groups())[:-1])
    if expected != int(written[-1]):
        findings.append(reason("domain.project_code_check_digit", code=written, expected=expected, found=written[-1]))
    return ProjectCodeCheck(written, ProjectCodeForm.CURRENT, area, tuple(findings))


def mod_11_10(digits: str) -> int:
    """The check digit of ISO 7064 MOD 11,10 for `digits`."""
    product = 10
    for digit in digits:
        product = ((product + int(digit)) % 10 or 10) * 2 % 11
    return (11 - product) % 10


@dataclass(frozen=True)
class CreditCodeCheck:
    """The code as it should be written and what is wrong with it (nothing: it passes)."""

    code: str
    findings: tuple[Reason, ...]


def check_credit_code(text: str) -> CreditCodeCheck:
    """Judge a 统一社会信用代码 by GB 32100: alphabet, 18 places, weights 3^i mod 31."""
    code = _plain(text)
    if _CREDIT_CODE.fullmatch(code) is None:
        kept = text.strip()
        return CreditCodeCheck(kept, (reason("domain.credit_code_shape", code=kept),))
    expected = credit_check_character(code[:-1])
    if expected != code[-1]:
        why = reason("domain.credit_code_check_character", code=code, expected=expected, found=code[-1])
        return CreditCodeCheck(code, (why,))
    return CreditCodeCheck(code, ())


def credit_check_character(head: str) -> str:
    """The 18th character of a 统一社会信用代码 whose first 17 are `head` (GB 32100)."""
    total = sum(_CREDIT_ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(head))
    return _CREDIT_ALPHABET[-total % 31]


def _plain(text: str) -> str:
    """Half-width, upper case, without spaces and the invisible characters that Excel cells bring along."""
    folded = unicodedata.normalize("NFKC", text).upper()
    return "".join(char for char in folded if not char.isspace() and unicodedata.category(char) != "Cf")
