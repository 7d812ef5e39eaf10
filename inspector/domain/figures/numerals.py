"""Chinese numerals as numbers: 三百二十九, 六十五点八, 两, 一百零八, 三千万 (GB/T 15835 names both styles).

It stands apart from the search for mentions because reading a numeral needs no text around it.
"""

from __future__ import annotations

from decimal import Decimal

DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
SMALL = {"十": 10, "百": 100, "千": 1000}
LARGE = {"万": 10**4, "亿": 10**8}
SIGNS = "".join([*DIGITS, *SMALL, *LARGE])
_LEAST_DIGITS = 3


def parse_chinese(numeral: str) -> Decimal | None:
    """The value of a numeral of the signs above with at most one 点; None where it has no certain value.

    Two bare digits are an estimate (两三个, 七八次), three or more are read one by one (二〇二二).
    """
    whole, point, fraction = numeral.partition("点")
    value = _by_position(whole) if set(whole) & {*SMALL, *LARGE} else _one_by_one(whole)
    if value is None or not point:
        return None if value is None else Decimal(value)
    if not fraction or not set(fraction) <= DIGITS.keys():
        return None
    return Decimal(f"{value}.{''.join(str(DIGITS[sign]) for sign in fraction)}")


def _one_by_one(signs: str) -> int | None:
    if len(signs) == 1 or (len(signs) >= _LEAST_DIGITS and set(signs) <= DIGITS.keys()):
        return int("".join(str(DIGITS[sign]) for sign in signs))
    return None


def _by_position(signs: str) -> int | None:
    total = section = digit = 0
    for sign in signs:
        if sign in DIGITS:
            if digit:
                return None
            digit = DIGITS[sign]
        elif sign in SMALL:
            section, digit = section + (digit or 1) * SMALL[sign], 0
        elif sign == "万":
            total, section, digit = total + (section + digit or 1) * LARGE[sign], 0, 0
        else:
            total, section, digit = (total + section + digit or 1) * LARGE[sign], 0, 0
    return total + section + digit
