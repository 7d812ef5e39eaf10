from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from inspector.checklists.definition import from_definition, to_definition
from inspector.checklists.kinds import Kind
from inspector.checklists.model import Form, Group, Question
from inspector.checklists.session import PHOTOS, Session
from inspector.checklists.surroundings import Surroundings
from inspector.domain.errors import NotFoundError
from tests.checklists.kit import HEAD, NOON, SAFETY, VERDICTS, FixedClock, Table, addresses, form, refused, session

FLOORS: Table = (
    (*HEAD, "calculation", "constraint", "repeat_count"),
    ("begin repeat", "楼栋", "楼栋"),
    ("integer", "层数", "层数", "", ". > 0"),
    ("calculate", "序号", "", "position(..)"),
    ("end repeat",),
    ("calculate", "总层", "", "sum(${层数})"),
    ("calculate", "栋数", "", "count(${楼栋})"),
)


def test_questions_come_and_go_with_their_conditions() -> None:
    made = session(SAFETY, VERDICTS)
    assert addresses(made) == ["安全", "安全/脚手架", "安全/临电"]
    made.answer("脚手架", "不合格")
    assert addresses(made) == ["安全", "安全/脚手架", "安全/临电", "安全/说明"]
    assert made.label("说明") == "不合格的说明"
    made.answer("说明", "缺连墙件")
    made.answer("脚手架", "合格")
    assert made.value("说明") is None
    assert made.answers() == {"脚手架": "合格"}
    assert made.answers(hidden=True) == {"脚手架": "合格", "说明": "缺连墙件"}
    made.answer("安全/脚手架", "不合格")
    assert made.value("说明") == "缺连墙件"


def test_what_is_missing_is_told_in_order() -> None:
    made = session(SAFETY, VERDICTS)
    assert [(one.address, one.key) for one in made.messages()] == [
        ("安全/脚手架", "checklists.required"),
        ("安全/临电", "checklists.required"),
    ]
    assert (made.completeness().asked, made.completeness().answered) == (2, 0)
    made.answer("脚手架", "合格")
    made.answer("临电", "不适用")
    assert (made.messages(), made.complete, made.completeness().missing) == ([], True, ())


def test_score_problems_and_photos_of_unfit_answers() -> None:
    made = session(SAFETY, VERDICTS)
    assert made.score().percent is None
    made.answer("脚手架", "不合格")
    made.answer("说明", "缺连墙件")
    made.answer("临电", "合格")
    assert (str(made.score().earned), str(made.score().possible)) == ("3", "8")
    assert made.score().percent == Decimal("37.5")
    (problem,) = made.problems()
    assert (problem.address, problem.answer, problem.category, problem.owner) == (
        "安全/脚手架",
        "不合格",
        "安全",
        "住建局",
    )
    assert problem.due_on == date(2026, 3, 9)
    assert (made.photos_needed(), made.complete) == (["安全/脚手架"], False)
    made.attach("脚手架", ("p1", "p2"))
    assert (made.photos_needed(), made.complete) == ([], True)
    assert made.answers()[PHOTOS] == {"安全/脚手架": ["p1", "p2"]}
    assert Session(made.form, made.answers()).photos_needed() == []
    made.attach("脚手架", ())
    assert PHOTOS not in made.answers()


def test_the_day_of_a_problem_is_the_day_of_the_visit() -> None:
    survey = (*SAFETY[:5], ("end group",), ("today", "日期", ""))
    made = session(survey, VERDICTS)
    made.answer("脚手架", "不合格")
    later = Surroundings(clock=FixedClock(NOON + timedelta(days=30)))
    assert Session(made.form, made.answers(), later).problems()[0].due_on == date(2026, 3, 9)


def test_constraints_speak_in_their_own_words() -> None:
    headers = (*HEAD, "constraint", "constraint_message", "required", "required_message")
    made = session((headers, ("integer", "人数", "人数", ". <= 5", "最多5人", "yes", "人数要填")))
    assert [(one.key, one.text) for one in made.messages()] == [("checklists.required", "人数要填")]
    made.answer("人数", 6)
    assert [(one.key, one.text, one.details["answer"]) for one in made.messages()] == [
        ("checklists.not_fitting", "最多5人", 6)
    ]
    assert made.value("人数") == 6
    made.answer("人数", None)
    assert made.messages()[0].key == "checklists.required"


def test_repeats_grow_shrink_and_are_summed() -> None:
    made = session(FLOORS)
    assert (made.instances("楼栋"), made.value("栋数")) == (("楼栋[1]",), 1)
    made.answer("楼栋[1]/层数", 3)
    assert made.add("楼栋") == "楼栋[2]"
    made.answer("楼栋[2]/层数", 9)
    assert (made.value("总层"), made.value("栋数"), made.value("楼栋[2]/序号")) == (12, 2, 2)
    assert made.answers()["楼栋"] == [{"层数": 3, "序号": 1}, {"层数": 9, "序号": 2}]
    made.attach("楼栋[2]/层数", ("p",))
    made.remove("楼栋[1]")
    assert (made.value("总层"), made.value("栋数"), made.value("楼栋[1]/序号")) == (9, 1, 1)
    assert made.answers()[PHOTOS] == {"楼栋[1]/层数": ["p"]}
    made.remove("楼栋[1]")
    assert (made.instances("楼栋"), made.value("总层"), made.value("栋数")) == ((), 0, 0)
    assert Session(made.form, made.answers()).instances("楼栋") == ()


def test_a_count_decides_how_many_there_are() -> None:
    survey = (
        *FLOORS[:1],
        ("integer", "几栋", "几栋"),
        ("begin repeat", "楼栋", "楼栋", "", "", "${几栋}"),
        *FLOORS[2:],
    )
    made = session(survey)
    assert made.instances("楼栋") == ()
    made.answer("几栋", 3)
    made.answer("楼栋[3]/层数", 4)
    assert made.value("总层") == 4
    assert refused(made.add, "楼栋") == refused(made.remove, "楼栋[1]") == "checklists.counted_repeat"
    again = Session(made.form, made.answers())
    assert (again.instances("楼栋"), again.value("总层")) == (made.instances("楼栋"), 4)
    made.answer("几栋", 1)
    assert (made.instances("楼栋"), made.value("总层")) == (("楼栋[1]",), 0)
    made.answer("几栋", None)
    assert made.instances("楼栋") == ()


def test_counts_may_depend_on_counts() -> None:
    survey = (
        (*HEAD, "repeat_count", "default"),
        ("integer", "n", "N"),
        ("begin repeat", "r", "R", "${n}"),
        ("text", "t", "T", "", "新"),
        ("begin repeat", "s", "S", "position(..)"),
        ("text", "u", "U", "", "concat('第', position(..))"),
        *[("end repeat",)] * 2,
    )
    made = session(survey)
    made.answer("n", 2)
    assert made.answers() == {
        "n": 2,
        "r": [{"t": "新", "s": [{"u": "第1"}]}, {"t": "新", "s": [{"u": "第1"}, {"u": "第2"}]}],
    }
    assert made.value("r[2]/s[2]/u") == "第2"
    assert made.instances("r[2]/s") == ("r[2]/s[1]", "r[2]/s[2]")
    assert refused(made.instances, "r/s") == "checklists.which_instance"


def test_filters_leave_the_fitting_choices() -> None:
    survey = (
        (*HEAD, "choice_filter"),
        ("select_one 市", "市", "市"),
        ("select_multiple 区", "区", "区", "市 = ${市}"),
    )
    choices = (
        ("list_name", "name", "label", "市"),
        *(("市", "葫芦岛", "葫芦岛"), ("市", "抚顺", "抚顺")),
        *(("区", "连山", "连山区", "葫芦岛"), ("区", "龙港", "龙港区", "葫芦岛"), ("区", "新抚", "新抚区", "抚顺")),
    )
    made = session(survey, choices)
    assert made.choices("区") == ()
    made.answer("市", "葫芦岛")
    assert [one.name for one in made.choices("区")] == ["连山", "龙港"]
    made.answer("区", ["连山", "龙港"])
    assert made.messages() == []
    made.answer("市", "抚顺")
    assert [(one.key, one.details["answers"]) for one in made.messages()] == [
        ("checklists.not_a_choice", ["连山", "龙港"])
    ]
    assert made.value("区") == ["连山", "龙港"]


def test_choices_come_from_a_repeat_and_from_tables() -> None:
    survey = (
        (*HEAD, "choice_filter", "calculation"),
        *(("begin repeat", "r", "R"), ("text", "人", "人"), ("integer", "岁", "岁"), ("end repeat",)),
        ("select_one ${人}", "负责人", "负责人"),
        ("select_one ${人}", "成年", "成年", "岁 >= 18"),
        ("select_one_from_file 局.csv", "局", "局"),
        ("calculate", "电话", "", "", "pulldata('局', 'tel', 'name', ${局})"),
    )
    made = Session(form(survey), None, Surroundings(tables={"局": [{"name": "zj", "label": "住建局", "tel": "1"}]}))
    made.answer("r[1]/人", "甲")
    made.answer("r[1]/岁", 17)
    made.add("r")
    made.answer("r[2]/人", "乙")
    made.answer("r[2]/岁", 30)
    assert [one.name for one in made.choices("负责人")] == ["甲", "乙"]
    assert [one.name for one in made.choices("成年")] == ["乙"]
    assert [(one.name, made.form.title) for one in made.choices("局")] == [("zj", "检查表")]
    made.answer("局", "zj")
    assert (made.value("电话"), made.messages()) == ("1", [])


def test_a_table_that_is_not_there_is_a_message() -> None:
    survey = (
        (*HEAD, "calculation", "choice_filter"),
        ("text", "a", "A", "pulldata('局', 't', 'n', '1')"),
        ("select_one_from_file 局.csv", "b", "B", "", "n = 1"),
    )
    made = session(survey)
    assert [(one.address, one.key) for one in made.messages()] == [("a", "checklists.expr_no_instance")]
    assert made.choices("b") == ()


def test_defaults_once_triggers_and_metadata() -> None:
    survey = (
        (*HEAD, "default", "calculation", "trigger", "parameters"),
        *(
            ("start", "开始", ""),
            ("end", "结束", ""),
            ("today", "日期", ""),
            ("username", "填报人", ""),
            ("deviceid", "设备", ""),
        ),
        ("integer", "人数", "人数", "3"),
        ("integer", "坏默认", "坏默认", "many"),
        ("date", "下次", "下次", "date(today() + 7)"),
        ("calculate", "编号", "", "", "once(uuid())"),
        ("dateTime", "改于", "改于", "", "now()", "${人数}"),
        ("text", "抄", "抄", "${人数}"),
    )
    clock = FixedClock()
    made = Session(form(survey), None, Surroundings(clock=clock, username="管家甲", deviceid="d1"))
    first = made.answers()
    assert {key: first[key] for key in ("日期", "填报人", "设备", "人数", "下次", "抄")} == {
        "日期": "2026-03-02",
        "填报人": "管家甲",
        "设备": "d1",
        "人数": 3,
        "下次": "2026-03-09",
        "抄": "3",
    }
    assert first["开始"] == first["结束"] == "2026-03-02T12:00:00.000+08:00"
    assert "坏默认" not in first
    assert "改于" not in first
    clock.now = datetime.fromisoformat("2026-03-02T12:30:00+08:00")
    made.answer("人数", 5)
    second = made.answers()
    assert (second["改于"], second["结束"]) == ("2026-03-02T12:30:00.000+08:00",) * 2
    assert (second["开始"], second["编号"], second["抄"]) == (first["开始"], first["编号"], "3")
    made.answer("下次", None)
    assert "下次" not in Session(made.form, made.answers()).answers()


def test_a_question_that_the_form_fills_takes_no_answer() -> None:
    survey = (
        (*HEAD, "calculation", "read_only"),
        ("integer", "a", "A"),
        ("integer", "b", "B", "${a} * 2.6"),
        ("note", "n", "${b}层", "", ""),
        ("text", "c", "C", "", "${a} > 1"),
    )
    made = session(survey)
    made.answer("a", 2)
    assert [(one.address, one.label, one.value, one.read_only) for one in made.entries()] == [
        ("a", "A", 2, False),
        ("b", "B", 5, True),
        ("n", "5层", None, True),
        ("c", "C", None, True),
    ]
    assert refused(made.answer, "b", 1) == refused(made.answer, "n", "x") == "checklists.not_answerable"
    assert made.calculations() == {"b": 5}


def test_addresses_that_lead_nowhere() -> None:
    made = session(FLOORS)
    for where in ("无", "楼栋[9]/层数", "楼栋[x]/层数", "", "层数/无"):
        with pytest.raises(NotFoundError):
            made.answer(where, 1)
    for where in ("无", "总层", "楼栋[1]/层数", "楼栋[1]/无"):
        with pytest.raises(NotFoundError):
            made.add(where)
    made.add("楼栋")
    assert refused(made.answer, "层数", 1) == "checklists.which_instance"
    assert refused(made.answer, "楼栋[1]", 1) == "checklists.not_answerable"
    assert refused(made.remove, "总层") == "checklists.not_an_instance"


def test_there_is_an_end_to_instances() -> None:
    made = session((*FLOORS[:1], ("integer", "n", "N"), ("begin repeat", "楼栋", "楼栋", "", "", "${n}"), *FLOORS[2:]))
    made.answer("n", 5000)
    assert len(made.instances("楼栋")) == 1000
    full = Session(form(FLOORS), {"楼栋": [{}] * 1000})
    assert refused(full.add, "楼栋") == "checklists.too_many_instances"
    assert refused(Session, full.form, {"楼栋": [{}] * 1001}) == "checklists.too_many_instances"


@pytest.mark.parametrize(
    ("answers", "key"),
    [
        ({"无": 1}, "checklists.answer_unasked"),
        ({PHOTOS: 1}, "checklists.answer_unasked"),
        ({"楼栋": 1}, "checklists.answer_no_instances"),
        ({"楼栋": [1]}, "checklists.answer_no_instances"),
        ({"楼栋": [{"层数": "三"}]}, "checklists.answer_no_whole_number"),
        ({"楼栋": [{"总层": 1}]}, "checklists.answer_unasked"),
    ],
)
def test_answers_that_are_not_of_the_form_are_refused(answers: dict[str, object], key: str) -> None:
    assert refused(Session, form(FLOORS), answers) == key


def test_names_that_are_there_twice_are_kept_by_path() -> None:
    survey = (
        HEAD,
        *(("begin group", "g", "G"), ("text", "x", "X"), ("end group",)),
        *(("begin group", "h", "H"), ("text", "x", "X"), ("end group",)),
    )
    made = session(survey)
    made.answer("g/x", "1")
    made.answer("h/x", "2")
    assert made.answers() == {"g/x": "1", "h/x": "2"}
    assert Session(made.form, made.answers()).answers() == made.answers()
    assert refused(made.answer, "x", "3") == "checklists.no_such_item"


def test_labels_follow_the_language_and_choices_show_their_label() -> None:
    survey = (
        ("type", "name", "label::中文", "label::English", "calculation"),
        ("select_multiple v", "a", "甲", "Alpha"),
        ("note", "n", "选了${a}", "Chose ${a}"),
        ("calculate", "c", "", "", "jr:choice-name(selected-at(${a}, 0), '${a}')"),
    )
    choices = (("list_name", "name", "label::中文", "label::English"), ("v", "x", "一", "one"), ("v", "y", "二", "two"))
    built = form(survey, choices, (("default_language",), ("中文",)))
    for language, expected in (("", ("甲", "选了一、二", "一")), ("English", ("Alpha", "Chose one、two", "one"))):
        made = Session(built, None, Surroundings(language=language))
        made.answer("a", ["x", "y"])
        assert (made.label("a"), made.label("n"), made.value("c")) == expected


def test_a_definition_with_a_ring_is_refused() -> None:
    ring = Form("T", "t", items=(Group("g", relevant="${a} = 1", items=(Question("a", Kind.INTEGER),)),))
    assert refused(Session, ring) == "checklists.ring_in_form"


def test_formulas_that_fail_are_messages_and_harm_nothing_else() -> None:
    survey = (*FLOORS[:1], ("text", "b", "B"), *FLOORS[1:5], ("calculate", "坏", "", "${层数} + 1"), ("text", "c", "C"))
    made = session(survey)
    made.answer("楼栋[1]/层数", 1)
    assert made.value("坏") == 2
    made.add("楼栋")
    assert [one.key for one in made.messages()] == ["checklists.expr_repeated_value"]
    made.answer("c", "x")
    made.remove("楼栋[2]")
    assert (made.messages(), made.value("坏")) == ([], 2)


def test_a_session_opens_from_its_stored_definition() -> None:
    made = session(SAFETY, VERDICTS)
    made.answer("脚手架", "不合格")
    again = Session(from_definition(to_definition(made.form)), made.answers())
    assert (again.answers(), again.problems()[0].category) == (made.answers(), "安全")


def test_a_session_without_surroundings_has_its_own() -> None:
    made = Session(form((HEAD, ("today", "d", ""), ("text", "a", "A"))))
    assert isinstance(made.value("d"), str)


def test_a_formula_that_gives_no_place_leaves_a_visit_that_opens_again() -> None:
    survey = [("type", "name", "label", "calculation"), ("geopoint", "a", "位置", "1 + 1"), ("text", "b", "说明", "")]
    made = session(survey)
    made.answer("b", "看过")
    again = Session(made.form, made.answers(hidden=True), Surroundings(clock=FixedClock()))
    assert again.answers(hidden=True) == {"b": "看过"}
