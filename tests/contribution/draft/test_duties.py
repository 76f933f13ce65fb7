"""Lists of responsible bodies, in every form that plans use."""

from collections.abc import Sequence

import pytest

from pyplanning.contribution.draft.agencies import Home, described, full_name
from pyplanning.contribution.draft.duties import duties, duty_lists
from pyplanning.contribution.draft.lexicon import Lexicon
from pyplanning.contribution.draft.plan_text import plan_text
from pyplanning.contribution.draft.sections import sections

PROVINCE = {"region_code": "990000", "name_zh": "云河省", "level": "province", "parent_code": "china"}
HOME = Home(PROVINCE, PROVINCE)
ROLES = {"L": "lead", "P": "participant", "U": "unspecified"}
Duties = Sequence[tuple[str, str]]


def lists(written: str) -> list[list[tuple[str, str]]]:
    """Read the lists of a text: the names in each with their roles."""
    return [[(body.name, body.role) for body in found.own] for found in duty_lists(plan_text(written))]


def expected(names: str) -> list[tuple[str, str]]:
    """Take "L省水利厅 P省气象局" apart."""
    return [(name[1:], ROLES[name[0]]) for name in names.split()]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("（责任单位：省林业局、省气象局，各市人民政府）", "U省林业局 U省气象局 U各市人民政府"),
        ("（省教育厅、地方港航局、省农投集团负责）", "U省教育厅 U地方港航局 U省农投集团"),
        ("（省水利厅牵头，省气象局、省林业局按职责分工配合）", "L省水利厅 P省气象局 P省林业局"),
        ("（云河海关负责）", "U云河海关"),
        ("（省甲链专班牵头单位牵头，省甲链专班成员单位配合）", "L省甲链专班牵头单位 P省甲链专班成员单位"),
        ("责任单位：市林业局、市气象局。参与单位：市水务局。", "U市林业局 U市气象局 P市水务局"),
        ("（省教育厅、东湖示范区、西岭新区管委会负责）", "U省教育厅 U东湖示范区 U西岭新区管委会"),
        ("（省林业局、省气象局等省级有关部门）", "U省林业局 U省气象局 U省级有关部门"),
        ("（9月底完成，牵头考核单位：市林业局）", "L市林业局"),
        ("（牵头单位：市林业局，配合单位：市气象局，各区、县级市）", "L市林业局 P市气象局 P各区、县级市"),
        ("（省林业局、省气象局等；各区政府）", "U省林业局 U省气象局 U各区政府"),
        ("（市港航局（市船检处）、市水务局负责）", "U市港航局(市船检处) U市水务局"),
        ("（甲厅、乙厅按职责分工负责，各市结合实际落实）", "U甲厅 U乙厅 U各市"),
        ("〔省科技厅牵头，省财政厅配合〕", "L省科技厅 P省财政厅"),
        ("【责任单位：省商务厅，各市、县、自治县人民政府】", "U省商务厅 U各市、县、自治县人民政府"),
        ("省科技厅、省财政厅按职责分工负责。", "U省科技厅 U省财政厅"),
        (
            "（省林业和草原局、省住房和城乡建设厅和省文化和旅游厅共同负责）",
            "U省林业和草原局 U省住房和城乡建设厅 U省文化和旅游厅",
        ),
        ("（省科技厅会同省财政厅负责）", "L省科技厅 P省财政厅"),
        ("（由省科技厅牵头，省财政厅、省教育厅参与）", "L省科技厅 P省财政厅 P省教育厅"),
        ("（责任单位：省科技厅；完成时限：2031年）", "U省科技厅"),
        ("（省委宣传部、团省委、省妇联，各市、自治州人民政府）", "U省委宣传部 U团省委 U省妇联 U各市、自治州人民政府"),
        ("（各市（州）、县（市、区）人民政府，东湖新区管委会）", "U各市(州)、县(市、区)人民政府 U东湖新区管委会"),
        ("（省政府各委、办、厅、局，省直有关部门）", "U省政府各委、办、厅、局 U省直有关部门"),
        ("(省科技厅,教育厅、财政厅)", "U省科技厅 U教育厅 U财政厅"),
    ],
)
def test_a_list_is_split_into_bodies_with_their_roles(words: str, names: str) -> None:
    assert lists(f"一、造林\n在山上种树。{words}\n") == [expected(names)]


def test_lists_on_lines_that_follow_one_another_are_one() -> None:
    lines = ["牵头部门：省林业局、省气象局", "参与部门：省级有关部门，各市、县、区政府", "完成时限：2031年6月底前"]

    assert lists("\n".join(["一、造林", *lines, "二、补水", "牵头部门：省水利厅"])) == [
        expected("L省林业局 L省气象局 P省级有关部门 P各市、县、区政府"),
        expected("L省水利厅"),
    ]


def test_lists_in_the_columns_of_a_table() -> None:
    lines = [
        "一、造林",
        "序号\t重点任务\t牵头单位\t配合单位\t完成时限",
        "1\t山上种树\t省林业局\t省气象局、各市人民政府\t2031年",
    ]
    text = plan_text("\n".join([*lines, "2\t河里补水\t省水利厅\t\t2032年", "二、补水", "河水清。"]))
    known = Lexicon({"agencies": [], "agency_aliases": [], "regions": []})

    rows = duties(text, sections(text), known)

    assert [row.row["title_zh"] for row in rows if row.table == "tasks"] == ["山上种树", "河里补水"]
    assert [[(b.name, b.role) for b in found.own] for found in duty_lists(text)] == [
        expected("L省林业局 P省气象局 P各市人民政府"),
        expected("L省水利厅"),
    ]


def test_each_list_of_a_paragraph_is_one() -> None:
    assert lists("在山上种树。（省林业局负责）在河里补水。（省水利厅负责）") == [
        expected("U省林业局"),
        expected("U省水利厅"),
    ]


def test_the_first_body_leads_where_the_plan_says_so() -> None:
    first = "种树。（省林业局，各市人民政府负责。排在首位的为牵头单位，其余单位为配合单位，下同）\n"

    assert lists(first + "补水。（省水利厅，省气象局负责）") == [
        expected("L省林业局 P各市人民政府"),
        expected("L省水利厅 P省气象局"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "（以下简称造林办）",
        "林业（草业）面积",
        "推广水稻（含旱稻）、小麦。（省级示范区）以上各项",
        "增材制造（3D打印）。",
        "（一）护岸。",
        "（2031—2035年）",
        "（责任单位见附件）",
        "（省内一流）",
    ],
)
def test_what_is_no_list_of_bodies(words: str) -> None:
    assert lists(f"一、造林\n在山上种树。{words}\n") == []


def test_rows_of_tasks_bodies_and_names() -> None:
    text = plan_text("一、造林\n在山上种树。（省林业厅牵头，教育厅配合）再种草。（省农牧厅负责）\n")
    known = Lexicon({"agencies": [], "agency_aliases": [], "regions": [PROVINCE]})

    rows = duties(text, sections(text), known)

    assert [(r.row["title_zh"], r.row["evidence"]) for r in rows if r.table == "tasks"] == [
        ("造林", "造林"),
        ("再种草", "再种草"),
    ]
    duty = [
        (r.row["as_written"], r.row["role"], r.row["evidence_start"]) for r in rows if r.table == "responsibilities"
    ]
    assert duty == [("省林业厅", "lead", "11"), ("教育厅", "participant", "18"), ("省农牧厅", "unspecified", "29")]
    assert [r.row["alias_zh"] for r in rows if r.table == "agency_aliases"] == ["省林业厅", "教育厅", "省农牧厅"]


@pytest.mark.parametrize(
    ("name", "full", "kind", "level"),
    [
        ("省科技厅", "云河省科学技术厅", "department", "provincial"),
        ("省委宣传部", "中共云河省委宣传部", "party", "provincial"),
        ("省国资委", "云河省人民政府国有资产监督管理委员会", "department", "provincial"),
        ("财政部", "中华人民共和国财政部", "department", "national"),
        ("人行云河市中心支行", "中国人民银行云河市中心支行", "central_agency_branch", "provincial"),
        ("云河海关", "云河海关", "central_agency_branch", "provincial"),
        ("东湖新区", "东湖新区管理委员会", "zone_committee", "zone"),
        ("各市人民政府", "各市人民政府", "group", "group"),
        ("省甲链专班", "云河省甲链专班", "leading_group", "provincial"),
        ("省水运集团", "云河省水运集团", "enterprise", "provincial"),
        ("省政府办公厅", "云河省人民政府办公厅", "department", "provincial"),
    ],
)
def test_bodies_have_full_names(name: str, full: str, kind: str, level: str) -> None:
    row = described(name, full, HOME)

    assert full_name(name, HOME) == full
    assert (row["kind"], row["level"]) == (kind, level)


CITY = Home({"region_code": "991000", "name_zh": "东湖市"}, HOME.province)
MUNICIPALITY = Home({"region_code": "980000", "name_zh": "南山市"}, {"region_code": "980000", "name_zh": "南山市"})
AUTONOMOUS = Home(
    {"region_code": "970000", "name_zh": "北山自治区"}, {"region_code": "970000", "name_zh": "北山自治区"}
)


@pytest.mark.parametrize(
    ("name", "home", "full"),
    [
        ("市林业局", CITY, "东湖市林业局"),
        ("省林业局", CITY, "云河省林业局"),
        ("市科委", MUNICIPALITY, "南山市科学技术委员会"),
        ("自治区科技厅", AUTONOMOUS, "北山自治区科学技术厅"),
        ("林业局", Home({}, {}), "林业局"),
    ],
)
def test_the_own_region_is_the_innermost(name: str, home: Home, full: str) -> None:
    assert full_name(name, home) == full


def test_departments_without_a_region_are_the_own_ones() -> None:
    text = plan_text(
        "云河省护岸规划\n一、造林\n在山上种树（牵头单位：农牧厅、红十字会、云河海关）。2.种草，养牛（牵头单位：教育厅）。\n"
    )
    known = Lexicon({"agencies": [], "agency_aliases": [], "regions": [PROVINCE]})

    rows = duties(text, sections(text), known)

    assert [r.row["name_zh"] for r in rows if r.table == "agencies"] == [
        "云河省农牧厅",
        "云河省红十字会",
        "云河海关",
        "云河省教育厅",
    ]
    assert [(r.row["number"], r.row["title_zh"]) for r in rows if r.table == "tasks"] == [("一", "造林"), ("2", "种草")]


def test_the_innermost_sections_of_a_chapter_of_tasks_are_tasks() -> None:
    targets = "一、发展目标\n（一）护岸。\n河水清。\n"
    written = f"{targets}二、重点任务\n（一）造林。\n种树。\n（二）补水。\n引水。（省水利厅负责）\n专栏1 补水项目\n"
    text = plan_text(written)
    known = Lexicon({"agencies": [], "agency_aliases": [], "regions": []})

    rows = [row for row in duties(text, sections(text), known) if row.table == "tasks"]

    assert sorted((r.row["number"], r.row["title_zh"], r.certainty) for r in rows) == [
        ("（一）", "造林", 0.6),
        ("（二）", "补水", 1.0),
    ]
