"""Names in the place of keys, labels in the place of values, and keys for new rows."""

from collections import Counter

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pyplanning.datapackage.descriptor import descriptor, root
from pyplanning.datapackage.resource import Package
from pyplanning.dataset.resolve_names import resolve_names
from pyplanning.io.excel.places import letters_of
from pyplanning.io.rows import read_rows
from pyplanning.io.table import ROW, Table
from pyplanning.rule import Change

PLAN, OTHER = "yunze-materials-2026", "yunze-robots-2026"
ROWS = {
    "plans": [
        {
            "plan_id": PLAN,
            "name_zh": "云泽省新材料产业规划",
            "name_en": "Yunze materials plan",
            "region_code": "990000",
        },
        {"plan_id": OTHER, "name_zh": "云泽省机器人产业规划", "name_en": "Yunze robots plan", "region_code": "990000"},
    ],
    "sections": [
        {
            "section_id": f"{plan}-{path}",
            "plan_id": plan,
            "parent_id": parent and f"{plan}-{parent}",
            "position": path[-1],
        }
        | {"number": number, "title_zh": title, "title_en": english}
        for plan in (PLAN, OTHER)
        for path, parent, number, title, english in (
            ("1", "", "一", "总体要求", "General requirements"),
            ("1-1", "1", "（一）", "发展目标", "Targets"),
            ("2", "", "二", "主要任务", "Tasks"),
            ("2-1", "2", "（一）", "“强链”行动", "Stronger chains"),
            ("2-2", "2", "（二）", "发展目标", "Targets"),
        )
    ],
    "regions": [
        {"region_code": "990000", "name_zh": "云泽省", "name_en": "Yunze Province", "level": "province"}
        | {"parent_code": "china"},
        {"region_code": "990100", "name_zh": "月湖市", "name_en": "Moon Lake", "level": "prefecture"},
        {"region_code": "990200", "name_zh": "云泽市", "name_en": "云泽省", "level": "prefecture"},
    ],
    "units": [{"unit_id": "yi-yuan", "name_zh": "亿元", "name_en": "100 million yuan"}],
    "indicators": [{"indicator_id": "output-value", "name_zh": "产值", "name_en": "Output value"}],
    "industry_concepts": [{"concept_id": "materials", "name_zh": "材料", "name_en": "Materials"}],
    "agency_functions": [{"function_id": "industry", "name_zh": "工业", "name_en": "Industry"}],
    "documents": [{"document_id": "chain-outline", "title_zh": "强链纲要", "title_en": "Outline for stronger chains"}],
    "targets": [{"target_id": f"{PLAN}-output-value-2030", "plan_id": PLAN, "indicator_id": "output-value"}],
    "industries": [
        {"industry_id": f"{PLAN}-fibres", "plan_id": PLAN, "name_zh": "纤维", "name_en": "Fibres"},
        {"industry_id": f"{PLAN}-chip-testing", "plan_id": PLAN, "name_zh": "封装测试", "name_en": "Chip testing"},
        {"industry_id": f"{PLAN}-led-testing", "plan_id": PLAN, "name_zh": "封装测试", "name_en": "LED testing"},
        {"industry_id": f"{OTHER}-fibres", "plan_id": OTHER, "name_zh": "纤维", "name_en": "Fibres"},
    ],
    "parks": [{"park_id": "moon-valley", "name_zh": "月湖谷", "name_en": "Moon Valley"}],
    "park_roles": [
        {"park_role_id": f"{plan}-moon-valley-listed", "plan_id": plan, "park_id": "moon-valley", "role": "listed"}
        for plan in (PLAN, OTHER)
    ],
    "agencies": [
        {"agency_id": "yunze-industry-department", "name_zh": "云泽省工业厅", "name_en": "Department of Industry"}
        | {"region_code": "990000"},
        {"agency_id": "yunze-departments", "name_zh": "各部门", "name_en": "All departments", "region_code": "990000"},
        {"agency_id": "moon-lake-departments", "name_zh": "月湖市各部门", "name_en": "Moon Lake departments"},
    ],
    "agency_aliases": [
        {"plan_id": PLAN, "alias_zh": "省工业厅", "agency_id": "yunze-industry-department"},
        {"plan_id": OTHER, "alias_zh": "省厅", "agency_id": "yunze-industry-department"},
        {"plan_id": OTHER, "alias_zh": "各部门", "agency_id": "moon-lake-departments"},
    ],
    "tasks": [
        {
            "task_id": f"{plan}-2-1",
            "plan_id": plan,
            "section_id": f"{plan}-2-1",
            "title_zh": "强链",
            "title_en": "Chains",
        }
        for plan in (PLAN, OTHER)
    ],
}


def table(name, *rows, columns=None, **place):
    """A sheet whose header is in line 3; empty cells are null, as those of workbooks are."""
    header = columns or [*descriptor().table(name).columns]
    cells = {c: [row.get(c) or None for row in rows] for c in header}
    frame = pl.DataFrame(cells, schema=dict.fromkeys(header, pl.String))
    frame = frame.with_columns(pl.Series(ROW, range(1, len(rows) + 1), dtype=pl.UInt32))
    letters = {column: letters_of(n) for n, column in enumerate(header)}
    return Table(name, "new.xlsx", frame.lazy(), tuple(header), name, letters, 3, **place)


SHIPPED = [table(name, *rows) for name, rows in ROWS.items()]


def cells(tables, name):
    """The rows of a table, without their empty cells."""
    (found,) = (t for t in tables if t.name == name)
    rows = found.frame.drop(ROW).collect().to_dicts()
    return [{column: cell for column, cell in row.items() if cell} for row in rows]


def read(*tables, shipped=SHIPPED):
    return resolve_names(tables, shipped, descriptor())


def meant(name, row, column):
    """The cell that a cell is read as, and the findings."""
    tables, _, issues = read(table(name, row))
    return cells(tables, name)[0][column], issues


# References


@pytest.mark.parametrize(
    ("name", "column", "cell", "key"),
    [
        ("targets", "plan_id", "云泽省新材料产业规划", PLAN),
        ("targets", "plan_id", "YUNZE  materials plan", PLAN),
        ("targets", "indicator_id", "产值", "output-value"),
        ("targets", "indicator_id", " 产 值 ", "output-value"),
        ("targets", "indicator_id", "OUTPUT value", "output-value"),
        ("targets", "indicator_id", "output-value", "output-value"),
        ("targets", "unit_id", "亿元", "yi-yuan"),
        ("targets", "unit_id", "１００ million yuan", "yi-yuan"),
        ("targets", "industry_id", "纤维", f"{PLAN}-fibres"),
        ("targets", "industry_id", "chip testing", f"{PLAN}-chip-testing"),
        ("targets", "industry_id", f"{OTHER}-fibres", f"{OTHER}-fibres"),
        ("targets", "region_code", "云泽省", "990000"),  # though that is another's English name
        ("targets", "region_code", "月湖市", "990100"),
        ("targets", "section_id", "总体要求", f"{PLAN}-1"),
        ("targets", "section_id", '"强链"行动', f"{PLAN}-2-1"),
        ("targets", "section_id", "一总体要求", f"{PLAN}-1"),
        ("targets", "section_id", "一、总体要求", f"{PLAN}-1"),
        ("targets", "section_id", "（二） 发展目标", f"{PLAN}-2-2"),
        ("targets", "section_id", "二（二）发展目标", f"{PLAN}-2-2"),
        ("targets", "section_id", "总体要求/发展目标", f"{PLAN}-1-1"),
        ("targets", "section_id", "主要任务 > 发展目标", f"{PLAN}-2-2"),
        ("targets", "section_id", "主要任务→发展目标", f"{PLAN}-2-2"),
        ("targets", "section_id", "general requirements", f"{PLAN}-1"),
        ("park_roles", "park_id", "月湖谷", "moon-valley"),
        ("parks", "parent_id", "月湖谷", "moon-valley"),
        ("plans", "issuer_id", "省工业厅", "yunze-industry-department"),
        ("plans", "issuer_id", "云泽省工业厅", "yunze-industry-department"),
        ("citations", "document_id", "强链纲要", "chain-outline"),
        ("citations", "document_id", "outline for stronger chains", "chain-outline"),
        ("citations", "agency_id", "省工业厅", "yunze-industry-department"),
        ("instruments", "agency_id", "省工业厅", "yunze-industry-department"),
        ("instruments", "industry_id", "纤维", f"{PLAN}-fibres"),
        ("goals", "region_code", "月湖市", "990100"),
        ("goals", "section_id", "主要任务/发展目标", f"{PLAN}-2-2"),
        ("agencies", "function_id", "工业", "industry"),
        ("indicators", "broader_id", "产值", "output-value"),
        ("industry_concepts", "broader_id", "materials", "materials"),
        ("industry_memberships", "industry_id", "纤维", f"{PLAN}-fibres"),
        ("industry_memberships", "tier_unit_id", "亿元", "yi-yuan"),
        ("region_industries", "region_code", "月湖市", "990100"),
        ("region_industries", "industry_id", "纤维", f"{PLAN}-fibres"),
        ("plan_sources", "plan_id", "云泽省新材料产业规划", PLAN),
        ("targets", "restates_id", f"{PLAN}-output-value-2030", f"{PLAN}-output-value-2030"),
        ("targets", "part_of_id", f"{PLAN}-output-value-2030", f"{PLAN}-output-value-2030"),
    ],
)
def test_a_name_becomes_a_key(name, column, cell, key):
    assert meant(name, {"plan_id": PLAN, column: cell}, column) == (key, [])


@pytest.mark.parametrize(
    ("name", "column", "cell"),
    [
        ("targets", "plan_id", "云泽省新材料产业规"),
        ("targets", "indicator_id", "总产值"),
        ("targets", "indicator_id", "output-values"),
        ("targets", "industry_id", "维纤"),
        ("targets", "industry_id", "LEDtestin"),
        ("targets", "section_id", "三（二）发展目标"),
        ("targets", "section_id", "发展目标/总体要求"),
        ("plans", "issuer_id", "省厅"),  # an alias in another plan
        ("plans", "issuer_id", "财政厅"),
    ],
)
def test_what_means_nothing_stays(name, column, cell):
    tables, changes, issues = read(given := table(name, {"plan_id": PLAN, column: cell}))
    assert cells(tables, name)[0][column] == cell
    assert [change for change in changes if change.column == column] == []
    assert issues == []
    assert given.name == tables[0].name


def test_a_plan_that_is_not_known_hides_no_other_name():
    found, issues = meant(
        "targets", {"plan_id": "?", "indicator_id": "产值", "industry_id": "LED testing"}, "industry_id"
    )
    assert (found, issues) == (f"{PLAN}-led-testing", [])


def test_a_row_of_no_plan_is_of_those_that_the_tables_are_about():
    duty = {"task_id": "强链", "agency_id": "省厅", "position": "1"}
    _, _, (issue,) = read(table("responsibilities", duty))
    assert issue.en.endswith(f"expected the key of one: {PLAN}-2-1 (Chains), {OTHER}-2-1 (Chains)")
    tables, *_, issues = read(table("responsibilities", duty), table("targets", {"plan_id": OTHER}))
    assert cells(tables, "responsibilities")[0]["task_id"] == f"{OTHER}-2-1"
    assert cells(tables, "responsibilities")[0]["agency_id"] == "yunze-industry-department"  # the alias in that plan
    assert issues == []


def test_a_row_of_no_plan_is_of_that_of_the_row_that_it_points_to():
    duties = [{"task_id": f"{plan}-2-1", "agency_id": "各部门"} for plan in (PLAN, OTHER)]
    tables, _, issues = read(table("responsibilities", *duties), table("targets", {"plan_id": PLAN}))
    assert [row["agency_id"] for row in cells(tables, "responsibilities")] == [
        "yunze-departments",
        "moon-lake-departments",
    ]
    assert issues == []


def test_a_park_role_goes_by_the_name_of_its_park():
    link = {"park_role_id": "月湖谷", "industry_zh": "纤维", "industry_id": "纤维"}
    tables, _, issues = read(table("park_industries", link), table("targets", {"plan_id": OTHER}))
    assert cells(tables, "park_industries") == [
        {"park_role_id": f"{OTHER}-moon-valley-listed", "industry_zh": "纤维", "industry_id": f"{OTHER}-fibres"}
    ]
    assert issues == []


# PL203


def test_pl203_names_of_several_rows():
    row = {"target_id": "t", "plan_id": PLAN, "industry_id": "封装测试", "section_id": "发展目标"}
    tables, changes, issues = read(table("targets", row))
    assert changes == []
    assert cells(tables, "targets") == [row]
    by_column = {issue.column: issue for issue in issues}
    industry, section = by_column["industry_id"], by_column["section_id"]
    assert (industry.code, industry.level, industry.key, industry.value) == ("PL203", "error", "t", "封装测试")
    assert (industry.file, industry.sheet, industry.table, industry.row) == ("new.xlsx", "targets", "targets", 1)
    letters = tables[0].letters
    assert (industry.cell, section.cell) == (f"{letters['industry_id']}4", f"{letters['section_id']}4")
    assert industry.en == (
        "targets row 1 – industry_id “封装测试” is the name of several rows of industries"
        f" – expected the key of one: {PLAN}-chip-testing (Chip testing), {PLAN}-led-testing (LED testing)"
    )
    assert industry.zh == (
        "targets第1行：industry_id“封装测试”对应industries表中的多行，应填其中一行的主键："
        f"{PLAN}-chip-testing（封装测试）、{PLAN}-led-testing（封装测试）"
    )
    assert section.en.endswith(f"expected the key of one: {PLAN}-1-1 (Targets), {PLAN}-2-2 (Targets)")


def test_pl203_lists_five():
    parks = [{"park_id": f"valley-{n}", "name_zh": "谷", "name_en": "Valley"} for n in range(1, 8)]
    _, _, (issue,) = read(table("parks", *parks), table("projects", {"project_id": "p", "park_id": "谷"}))
    listed = [f"valley-{n}" for n in range(1, 6)]
    assert issue.en.endswith(
        "expected the key of one: " + ", ".join(f"{key} (Valley)" for key in listed) + " and 2 more"
    )
    assert issue.zh.endswith("应填其中一行的主键：" + "、".join(f"{key}（谷）" for key in listed) + "等7行")


def test_pl203_what_is_handed_in_and_what_is_shipped():
    park = {"park_id": "other-valley", "name_zh": "月湖谷", "name_en": "Another valley"}
    _, _, (issue,) = read(table("parks", park), table("projects", {"project_id": "p", "park_id": "月湖谷"}))
    assert issue.en.endswith(": other-valley (Another valley), moon-valley (Moon Valley)")
    again = {"park_id": "moon-valley", "name_zh": "月湖谷", "name_en": "Moon Valley"}
    assert read(table("parks", again), table("projects", {"project_id": "p", "park_id": "月湖谷"}))[2] == []


def test_pl203_a_row_without_a_key_is_not_listed():
    parks = [{"name_zh": "谷", "name_en": name} for name in ("谷", "Valley")]
    parks += [{"name_zh": "园", "name_en": "园", "parent_id": "谷"}]
    tables, _, (issue,) = read(table("parks", *parks))
    assert issue.en.endswith("expected the key of one: valley (Valley)")
    assert cells(tables, "parks")[2] == parks[2]


# Labels


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("comparator", "不低于", "ge"),
        ("comparator", "at least", "ge"),
        ("comparator", "≥", "ge"),
        ("comparator", "左右", "approx"),
        ("comparator", "At Least", "ge"),
        ("comparator", "ＧＥ", "ge"),
        ("comparator", " 不 低 于", "ge"),
        ("comparator", "ge", "ge"),
        ("measure", "count_new", "count_new"),
        ("nature", "约束性", "binding"),
        ("comparator", "不低", "不低"),
        ("comparator", "more or less", "more or less"),
    ],
)
def test_labels(column, cell, value):
    assert meant("targets", {"plan_id": PLAN, column: cell}, column) == (value, [])


@pytest.mark.parametrize(
    ("cell", "value"),
    [("是", "true"), ("否", "false"), ("Yes", "true"), ("no", "false"), ("TRUE", "true"), ("对", "对")],
)
def test_words_for_true_and_false(cell, value):
    assert meant("instruments", {"plan_id": PLAN, "in_force": cell}, "in_force") == (value, [])


def test_a_label_of_two_values_stays():
    listed = [{"value": "a", "label": "one"}, {"value": "b", "label": "One"}, {"value": "c"}]
    things = {"name": "things", "schema": {"fields": [{"name": "kind", "type": "string", "categories": listed}]}}
    package = Package({"resources": [*(resource.properties for resource in descriptor().resources), things]})
    frame = pl.DataFrame({ROW: [1, 2, 3, 4], "kind": ["one", "A", "C", None]})
    (found,), changes, _ = resolve_names([Table("things", "things.csv", frame.lazy())], SHIPPED, package)
    assert found.frame.collect()["kind"].to_list() == ["one", "a", "c", None]
    assert [(change.row, change.old, change.new) for change in changes] == [(2, "A", "a"), (3, "C", "c")]


# New rows


def test_a_workbook_of_names():
    plan = {"title_zh": "云泽省产业行动方案（2027年）", "name_zh": "云泽省产业行动方案", "region_code": "云泽省"}
    plan["issuer_id"] = "省厅"
    here = {"plan_id": "云泽省产业行动方案"}
    tables = [
        table("responsibilities", {"task_id": "建设月湖谷", "agency_id": "省厅", "position": "1"}),
        table("tasks", here | {"section_id": "二（一）建设月湖谷", "title_zh": "建设月湖谷"}),
        table("targets", here | {"indicator_id": "产值", "industry_id": "碳纤维", "section_id": "发展目标"}),
        table("agency_aliases", here | {"alias_zh": "省厅", "agency_id": "云泽省科学厅"}),
        table("industries", here | {"parent_id": "纤维", "name_zh": "碳纤维", "name_en": "Carbon fibre"}),
        table(
            "agencies", {"name_zh": "云泽省科学厅", "name_en": "Yunze Department of Science", "region_code": "云泽省"}
        ),
        table(
            "sections",
            here | {"title_zh": "建设月湖谷", "parent_id": "主要任务", "position": "1", "number": "（一）"},
            here | {"title_zh": "总体要求", "position": "1", "number": "一"},
            here | {"title_zh": "发展目标", "parent_id": "一、总体要求", "position": "1"},
            here | {"title_zh": "主要任务", "position": "2", "number": "二"},
            here | {"title_zh": "专栏", "parent_id": "主要任务/建设月湖谷", "position": "1"},
        ),
        table("plans", plan),
    ]
    new, changes, issues = read(*tables)
    key = "yunze-action-plan-2027"
    assert issues == []
    assert cells(new, "plans")[0]["plan_id"] == key
    assert cells(new, "plans")[0]["issuer_id"] == "yunze-science-department"
    assert [row["section_id"] for row in cells(new, "sections")] == [
        f"{key}-{n}" for n in ("2-1", "1", "1-1", "2", "2-1-1")
    ]
    assert [row.get("parent_id") for row in cells(new, "sections")] == [
        f"{key}-2",
        None,
        f"{key}-1",
        None,
        f"{key}-2-1",
    ]
    assert cells(new, "industries") == [
        {"industry_id": f"{key}-carbon-fibre", "plan_id": key, "parent_id": "纤维", "name_zh": "碳纤维"}
        | {"name_en": "Carbon fibre"}
    ]
    assert cells(new, "targets")[0]["industry_id"] == f"{key}-carbon-fibre"
    assert cells(new, "targets")[0]["section_id"] == f"{key}-1-1"
    assert cells(new, "tasks")[0]["task_id"] == f"{key}-2-1"
    assert cells(new, "responsibilities") == [
        {"task_id": f"{key}-2-1", "agency_id": "yunze-science-department", "position": "1"}
    ]
    ids = {change.table: change for change in changes if change.why == "id" and change.row == 1}
    assert ids["tasks"] == Change("new.xlsx", "tasks", "tasks", 1, "task_id", "A4", "", f"{key}-2-1", "id", 4)
    assert {change.why for change in changes} == {"id", "name"}


def test_new_rows_are_named_in_the_tables_that_refer_to_them():
    here, plan = {"plan_id": "云泽省新材料产业规划"}, {"title_zh": "云泽省纤维规划", "title_en": "Yunze fibre plan"}
    new, changes, issues = read(
        table("citations", here | {"document_id": "云泽省纤维规划", "agency_id": "云泽省统计局"}),
        table("agencies", {"name_zh": "云泽省统计局", "name_en": "Yunze Bureau of Statistics", "function_id": "统计"}),
        table("agency_functions", {"name_zh": "统计", "name_en": "Statistics"}),
        table("documents", plan),
        table(
            "industry_concepts",
            {"name_zh": "碳纤维", "name_en": "Carbon fibre", "broader_id": "纤维"},
            {"name_zh": "纤维", "name_en": "Fibres", "broader_id": "材料"},
        ),
    )
    assert issues == []
    assert cells(new, "documents")[0]["document_id"] == "yunze-fibre-plan"
    assert cells(new, "agencies")[0]["function_id"] == "statistics"
    [citation] = cells(new, "citations")
    assert citation["citation_id"] == f"{PLAN}-yunze-fibre-plan"
    assert (citation["document_id"], citation["agency_id"]) == ("yunze-fibre-plan", "yunze-statistics-bureau")
    concepts = [(row["concept_id"], row["broader_id"]) for row in cells(new, "industry_concepts")]
    assert concepts == [("carbon-fibre", "fibres"), ("fibres", "materials")]
    assert {change.why for change in changes} == {"id", "name"}


def test_keys_are_not_those_of_shipped_rows_or_of_other_sheets():
    park = {"name_zh": "另一月湖谷", "name_en": "Moon Valley"}
    first, second = table("parks", park), table("parks", park | {"park_id": "moon-valley-2"}, park)
    (one, two), *_ = read(first, second)
    assert [t.frame.collect()["park_id"].to_list() for t in (one, two)] == [
        ["moon-valley-3"],
        ["moon-valley-2", "moon-valley-4"],
    ]


def test_some_keys_are_never_proposed():
    regions = table("regions", {"name_zh": "青石县", "name_en": "Qingshi"})
    links = table("project_regions", {"region_code": "990000"})
    given = (regions, links)
    tables, changes, _ = read(*given)
    assert changes == []
    assert all(one is other for one, other in zip(tables, given, strict=True))


def test_a_new_unit_is_known_by_its_name():
    units = table("units", {"name_zh": "万盒", "name_en": "10 thousand boxes"})
    tables, *_ = read(units, table("targets", {"target_id": "t", "unit_id": "万盒"}))
    assert cells(tables, "units")[0]["unit_id"] == cells(tables, "targets")[0]["unit_id"] == "10-thousand-boxes"


def test_a_row_without_a_key_is_not_pointed_to():
    zone = {"name_zh": "区", "name_en": "Zone", "parent_id": "园"}
    tables, changes, issues = read(
        table("parks", {"name_zh": "园", "name_en": "园"}, zone),
        table("projects", {"project_id": "p", "park_id": "园"}),
    )
    assert cells(tables, "parks")[1] == zone | {"park_id": "zone"}
    assert cells(tables, "projects")[0]["park_id"] == "园"
    assert [(change.column, change.new) for change in changes] == [("park_id", "zone")]
    assert issues == []


def test_columns_that_are_missing_or_not_known_stay_so():
    given = table(
        "projects", {"name_en": "Fibre", "note": "n", "park_id": "月湖谷"}, columns=["name_en", "note", "park_id"]
    )
    (found,), changes, _ = read(given)
    assert found.frame.collect().to_dicts() == [{"name_en": "Fibre", "note": "n", "park_id": "moon-valley", ROW: 1}]
    assert [(change.column, change.cell) for change in changes] == [("park_id", "C4")]


def test_nothing_is_touched_where_nothing_is_to_be_done():
    given = [*SHIPPED]
    tables, changes, issues = resolve_names(given, SHIPPED, descriptor())
    assert (changes, issues) == ([], [])
    assert all(one is other for one, other in zip(tables, given, strict=True))
    assert resolve_names([], SHIPPED, descriptor()) == ([], [], [])


def test_empty_cells_stay_as_they_are():
    frame = pl.DataFrame(
        {ROW: [1, 2], "park_id": ["a", "b"], "name_zh": ["甲", "乙"], "parent_id": ["", None], "level": ["国家级", ""]}
    )
    (found,), *_ = read(Table("parks", "parks.csv", frame.lazy()))
    assert found.frame.collect()["parent_id"].to_list() == ["", None]
    assert found.frame.collect()["level"].to_list() == ["national", ""]


# The shipped tables

DATA = read_rows(root(), descriptor())
WHOLE = [table(name, *rows) for name, rows in DATA.items()]
POINTING = [r.name for r in descriptor().resources if r.references]


def name_of(row, lang):
    return next((row[c] for c in (f"name_{lang}", f"title_{lang}") if row.get(c)), "")


def official(target, lang):
    """The name of each row that no other has, or none in its plan; "all departments" are others in each place."""
    (key,) = descriptor().table(target).primary_key
    rows = [row for row in DATA[target] if row.get("kind") != "group"]
    plans = ["" if key == "plan_id" else row.get("plan_id", "") for row in rows]
    times = Counter((plan, name_of(row, lang)) for plan, row in zip(plans, rows, strict=True))
    overall = Counter(name_of(row, lang) for row in rows)
    return {
        row[key]: (name_of(row, lang), overall[name_of(row, lang)] == 1)
        for plan, row in zip(plans, rows, strict=True)
        if name_of(row, lang) and times[plan, name_of(row, lang)] == 1
    }


OFFICIAL = {
    (target, lang): official(target, lang)
    for target in {target for r in descriptor().resources for target in r.references.values()}
    for lang in ("zh", "en")
}


def by_names(name, row, lang):
    """A row with names for its keys, where they are clear."""
    found = dict(row)
    for column, target in descriptor().table(name).references.items():
        called, once = OFFICIAL[target, lang].get(row[column], ("", False))
        if called and (once or "plan_id" in row):
            found[column] = called
    return found


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", POINTING)
def test_official_names_give_the_keys_back(name, lang):
    rows = [by_names(name, row, lang) for row in DATA[name]]
    tables, changes, issues = resolve_names([table(name, *rows)], WHOLE, descriptor())
    (own,) = (t for t in WHOLE if t.name == name)
    assert issues == []
    assert tables[0].frame.collect().equals(own.frame.collect())
    assert len(changes) == sum(a[c] != b[c] for a, b in zip(rows, DATA[name], strict=True) for c in a)
    assert {change.why for change in changes} <= {"name"}


# Anything

PLACES = ["发展目标", "总体要求", "主要任务/发展目标", f"{PLAN}-2-1", f"{PLAN}-1"]
THINGS = ["纤维", "封装测试", "Fibres", "月湖谷", "谷", "强链", "省工业厅", "各部门", "产值", "云泽省"]
CELLS = st.sampled_from(
    [
        "",
        PLAN,
        OTHER,
        "云泽省新材料产业规划",
        *PLACES,
        *THINGS,
        "不低于",
        "level",
        "1",
        "2",
        "新",
        "New",
        "…",
        f"{ROW}0",
    ]
)
NAMES = st.sampled_from(
    ["plans", "sections", "industries", "parks", "tasks", "responsibilities", "targets", "park_roles"]
)


@st.composite
def sheets(draw):
    name = draw(NAMES)
    columns = st.sampled_from([*descriptor().table(name).columns])
    return table(name, *draw(st.lists(st.dictionaries(columns, CELLS, max_size=8), max_size=5)))


@settings(max_examples=40)
@given(st.lists(sheets(), max_size=5))
def test_a_second_time_changes_nothing(given_):
    once, changes, issues = resolve_names(given_, SHIPPED, descriptor())
    twice, again, same = resolve_names(once, SHIPPED, descriptor())
    assert again == []
    assert [issue.en for issue in same] == [issue.en for issue in issues]
    assert all(one is other for one, other in zip(once, twice, strict=True))
    assert all(change.old != change.new and change.new for change in changes)
    for before, after in zip(given_, once, strict=True):
        old, new = before.frame.collect(), after.frame.collect()
        told = [change for change in changes if change.table == before.name]
        assert old.columns == new.columns
        assert old[ROW].equals(new[ROW])
        assert len(told) >= sum((old[c] != new[c]).sum() for c in old.columns)


def test_a_table_without_any_of_its_columns():
    frame = pl.DataFrame({ROW: [1, 2]}).lazy()
    (table,), changes, issues = resolve_names([Table("units", "units.csv", frame)], [], descriptor())
    assert (table.frame.collect().height, changes, issues) == (2, [], [])


# Public bodies


QINGSHI = [
    {"region_code": "980000", "name_zh": "青石省", "name_en": "Qingshi Province", "level": "province"}
    | {"parent_code": "china"}
]
NEAR = {"name_zh": "云泽省科学技术厅", "name_en": "Yunze Department of Science", "level": "provincial"}
NEAR |= {"region_code": "990000"}
FAR = {"agency_id": "qingshi-science", "name_zh": "青石省科学技术厅", "name_en": "Department of Science"}
FAR |= {"level": "provincial", "region_code": "980000"}


def lead(name, *agencies):
    """The agency to which a duty of the plan is given under a name."""
    duty = table("responsibilities", {"task_id": f"{PLAN}-2-1", "agency_id": name})
    tables, _, issues = read(table("regions", *QINGSHI), table("agencies", *agencies), duty)
    assert issues == []
    return cells(tables, "responsibilities")[0]["agency_id"]


@pytest.mark.parametrize("name", ["省科技厅", "省科学技术厅", "科技厅", "云泽省科学技术厅"])
def test_a_short_name_is_that_of_a_body_in_the_workbook(name):
    assert lead(name, NEAR) == "yunze-science-department"


@pytest.mark.parametrize("name", ["省科技厅", "科技厅", "Department of Science"])
def test_no_body_of_another_province_is_meant(name):
    far = table("agencies", FAR)
    duty = table("responsibilities", {"task_id": f"{PLAN}-2-1", "agency_id": name})
    shipped = [*SHIPPED, table("regions", *QINGSHI), far]
    tables, *_ = resolve_names([duty], shipped, descriptor())
    assert cells(tables, "responsibilities")[0]["agency_id"] == name


def test_a_body_in_the_workbook_goes_before_one_of_the_package():
    own = {"agency_id": "new-industry", "name_zh": "云泽省工业厅", "name_en": "Industry", "region_code": "990000"}
    assert lead("云泽省工业厅", own) == "new-industry"
