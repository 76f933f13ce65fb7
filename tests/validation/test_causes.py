"""One cause is reported instead of what follows from it."""

from dataclasses import replace

import polars as pl

from pyplanning.datapackage.descriptor import descriptor
from pyplanning.io.table import ROW, Table
from pyplanning.rule import Change, Issue
from pyplanning.validation.causes import as_typed, ask_for_plan, ask_for_template, without_pending_cells


def issue(code: str, table: str = "targets", column: str = "", row: int = 1, **cells: str) -> Issue:
    return Issue("new.xlsx", table, table, row, column, code=code, **cells)


def plans(*names: str, sheet: str = "规划") -> Table:
    frame = pl.DataFrame({ROW: range(1, len(names) + 1), "name_zh": names, "plan_id": [""] * len(names)})
    return Table("plans", "new.xlsx", frame.lazy(), ("name_zh", "plan_id"), sheet)


NO_PLAN = [issue("PL102", column="plan_id"), issue("PL102", column="plan_id", row=2)]
FOLLOWS = [issue("PL201", column="section_id"), issue("PL102", column="target_id"), issue("PL203", column="agency_id")]
OTHER = issue("PL101", column="value")


def test_pl044_rows_of_several_plans_say_of_which_they_are() -> None:
    first, found = ask_for_plan([*NO_PLAN, *FOLLOWS, OTHER], [plans("云泽省规划", "青石省规划")])
    assert first == OTHER
    assert (found.code, found.level, found.file) == ("PL044", "error", "new.xlsx")
    assert found.en == (
        "new.xlsx – is about 云泽省规划, 青石省规划, and has 2 empty cells for plans"
        " – expected a workbook for each plan, or the plan in every row"
    )
    assert found.zh == (
        "new.xlsx：涉及云泽省规划、青石省规划，有2个单元格未填所属规划，应每部规划一个工作簿，或逐行填写所属规划"
    )


def test_rows_that_say_of_which_plan_they_are_may_be_of_several() -> None:
    two = [plans("云泽省规划", "青石省规划")]
    assert ask_for_plan([*FOLLOWS, OTHER], two) == [*FOLLOWS, OTHER]
    assert ask_for_plan([*NO_PLAN], [plans("云泽省规划")]) == NO_PLAN
    assert ask_for_plan([*NO_PLAN], [plans("云泽省规划", "青石省规划", sheet="")]) == NO_PLAN


def test_pl045_columns_of_another_version_are_one_finding() -> None:
    old = issue("PL018", table="", value="1.0.0", level="warning")
    columns = [issue("PL108", table=name, column="kind") for name in ("parks", "targets")]
    other, found = ask_for_template([old, *columns, OTHER])
    version = descriptor().version
    assert (other, found.code, found.level) == (OTHER, "PL045", "error")
    assert found.en == (
        f"new.xlsx – was made from the template of version 1.0.0, and lacks columns of version {version}: parks kind,"
        " targets kind – expected these columns, or its rows in a new template (pyplanning template FILE.xlsx)"
    )
    assert found.zh == (
        f"new.xlsx：由1.0.0版模板生成，缺少{version}版的列：parks kind、targets kind，"
        "应补上这些列，或把各行移入新模板（pyplanning template 文件名.xlsx）"
    )
    many = [issue("PL108", table="parks", column=f"c{n}") for n in range(22)]
    assert ", parks c19, and 2 more –" in ask_for_template([old, *many])[0].en
    assert "、parks c19等22列，" in ask_for_template([old, *many])[0].zh
    assert ask_for_template([old, OTHER]) == [old, OTHER]
    assert ask_for_template([*columns]) == columns


def test_what_follows_from_a_text_waits_for_the_right_one() -> None:
    empty = [issue("PL102", column=column) for column in ("evidence", "evidence_start", "section_id", "target_id")]
    kept = issue("PL102", column="indicator_id", row=2)
    for code in ("PL521", "PL522"):
        text = issue(code, table="plans")
        assert without_pending_cells([*empty, kept, text]) == [kept, text]


def test_sections_wait_for_headings_and_duties_for_their_tasks() -> None:
    section, role = issue("PL102", column="section_id"), issue("PL102", table="responsibilities", column="role")
    assert without_pending_cells([section, role]) == [section, role]
    heading = issue("PL513", table="sections", column="title_zh", level="warning")
    assert without_pending_cells([section, heading]) == [heading]
    task = issue("PL512", table="tasks", column="evidence")
    assert without_pending_cells([role, task]) == [task]


def test_the_place_of_a_quote_waits_for_the_quote() -> None:
    quote, place = issue("PL102", column="evidence"), issue("PL102", column="evidence_start")
    assert without_pending_cells([quote, place]) == [quote]


def test_a_code_is_shown_as_the_sheet_has_it() -> None:
    label = Change("new.xlsx", "targets", "targets", 1, "comparator", "K4", "不超过", "le", "label")
    found = replace(
        issue("PL507", column="comparator", value="le"), en="a-le – le: comparator le, not le", zh="a-le：le与le不符"
    )
    (shown,) = as_typed([found], [label])
    assert (shown.value, shown.en) == ("不超过", "a-le – le: comparator 不超过, not le")
    assert shown.zh == "a-le：不超过与le不符"
    others = [replace(found, row=2), replace(found, value="ge"), replace(found, sheet="")]
    assert as_typed(others, [label, replace(label, sheet="")]) == others
