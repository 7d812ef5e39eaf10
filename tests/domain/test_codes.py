from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain.codes import ProjectCodeForm, check_credit_code, check_project_code, mod_11_10

REAL = "2509-320193-89-01-544060"


def test_a_real_project_code_passes() -> None:
    found = check_project_code(REAL)
    assert (found.code, found.form, found.area_code, found.findings) == (REAL, ProjectCodeForm.CURRENT, "320193", ())


def test_a_wrong_check_digit_is_a_finding_and_the_code_stays() -> None:
    found = check_project_code("2609-330100-04-01-100001")
    assert found.code == "2609-330100-04-01-100001"
    assert [one.key for one in found.findings] == ["domain.project_code_check_digit"]
    assert found.findings[0].details["expected"] == 4


def test_codes_of_the_older_form_are_accepted_unchecked() -> None:
    found = check_project_code("2019-210000-48-03-001234")
    assert (found.form, found.findings) == (ProjectCodeForm.OLDER, ())


@pytest.mark.parametrize("month", ["00", "13"])
def test_a_month_that_does_not_exist_is_a_finding(month: str) -> None:
    keys = {one.key for one in check_project_code(f"25{month}-320193-89-01-544060").findings}
    assert "domain.project_code_month" in keys


@pytest.mark.parametrize(
    "typed",
    [
        "２５０９－３２０１９３－８９－０１－５４４０６０",
        "25093201938901544060",
        " 2509—320193—89—01—544060\u200b",
        "2509 320193 89 01 544060",
    ],
)
def test_what_typing_does_to_a_code_is_put_right(typed: str) -> None:
    assert check_project_code(typed).code == REAL


@pytest.mark.parametrize("text", ["", "2509-320193-89-01-54406", "葫发改备〔2022〕7号", "2509-320193-89-01-5440600"])
def test_what_is_no_code_is_kept_with_a_finding(text: str) -> None:
    found = check_project_code(text)
    assert (found.form, found.area_code) == (None, None)
    assert [one.key for one in found.findings] == ["domain.project_code_shape"]


@settings(max_examples=100, deadline=None)
@given(st.text("0123456789", min_size=19, max_size=19), st.integers(0, 18), st.integers(1, 9))
def test_mod_11_10_notices_every_single_wrong_digit(digits: str, place: int, by: int) -> None:
    wrong = digits[:place] + str((int(digits[place]) + by) % 10) + digits[place + 1 :]
    assert mod_11_10(wrong) != mod_11_10(digits)


@pytest.mark.parametrize("code", ["91110000600037341L", "91350100M000100Y43", "９１３５０１００ｍ０００１００ｙ４３"])
def test_real_credit_codes_pass(code: str) -> None:
    assert check_credit_code(code).findings == ()


def test_a_wrong_credit_code_fails_with_what_was_expected() -> None:
    (found,) = check_credit_code("91210000242800024A").findings
    assert found.key == "domain.credit_code_check_character"
    assert found.details["expected"] != "A"
    repaired = f"91210000242800024{found.details['expected']}"
    assert check_credit_code(repaired).findings == ()


@pytest.mark.parametrize("code", ["", "91110000600037341", "91110000600037341I", "9111000060003734OL"])
def test_a_credit_code_has_18_places_of_its_alphabet(code: str) -> None:
    assert [one.key for one in check_credit_code(code).findings] == ["domain.credit_code_shape"]


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_judged_and_judged_alike_again(text: str) -> None:
    project, credit = check_project_code(text), check_credit_code(text)
    assert check_project_code(project.code) == project
    assert check_credit_code(credit.code) == credit
