"""A plan is contributed in one step a round, as the guide says, and goes in whole."""

import re
import shlex
import shutil

import openpyxl
import pytest
from click.testing import CliRunner

import pyplanning as pp
from pyplanning.cli import app
from pyplanning.contribution.contribute import contribute
from pyplanning.datapackage.descriptor import root

from ..plans import typist

EXAMPLES = root() / "examples" / "contribution"
GUIDES = [root() / "docs" / name for name in ("contributing-data.md", "contributing-data.zh.md")]
MERGED = {*pp.load("plans")["plan_id"]}.intersection(
    row["plan_id"] for plan in typist.NAMES for row in typist.whole(plan)["plans"]
)
new_plans = pytest.mark.skipif(bool(MERGED), reason="the package has the made-up plans")
examples = pytest.mark.skipif(not EXAMPLES.is_dir(), reason="the examples are in the repository alone")


@pytest.fixture
def checkout(tmp_path):
    folder = tmp_path / "checkout"
    shutil.copytree(root() / "data", folder / "data")
    shutil.copyfile(root() / "datapackage.json", folder / "datapackage.json")
    return folder


@examples
@pytest.mark.parametrize(
    ("lang", "last"),
    [
        ("en", "Next: correct the 11 marked errors in {0}, save it, and run pyplanning contribute {0} {1}"),
        ("zh", "下一步：在{0}中改正已标出的11处错误，保存后运行 pyplanning contribute {0} {1}"),
    ],
)
def test_errors_are_marked_and_the_last_line_says_what_to_do(tmp_path, lang, last):
    text = EXAMPLES / "yunze.txt"
    book = shutil.copyfile(EXAMPLES / "invalid.xlsx", tmp_path / "yunze.xlsx")
    before = book.read_bytes()
    done = CliRunner().invoke(app, ["contribute", str(book), str(text), "--lang", lang])
    marked = tmp_path / "yunze-marked.xlsx"
    assert done.exit_code == 1
    assert re.sub(r"\d+", "N", done.stdout.splitlines()[-1]) == re.sub(r"\d+", "N", last.format(marked, text))
    assert book.read_bytes() == before
    sheets = openpyxl.load_workbook(marked)
    assert "PL505" in sheets["目标"]["M7"].comment.text
    assert sheets["目标"]["K4"].value == "水平值"  # labels stay
    again = contribute(marked, text)
    assert again.marked == marked
    assert {issue.code for issue in again.report.issues if issue.level == "error"} == {
        issue.code for issue in contribute(book, text).report.issues if issue.level == "error"
    }


@examples
def test_a_number_in_no_row_is_what_is_left(tmp_path):
    text = tmp_path / "yunze.txt"
    text.write_text((EXAMPLES / "yunze.txt").read_text(encoding="utf-8") + "另有18个县。", encoding="utf-8")
    book = shutil.copyfile(EXAMPLES / "valid.xlsx", tmp_path / "yunze.xlsx")
    checked = contribute(book, text)
    assert [(i.code, i.value) for i in checked.report.issues if i.level == "error"] == [("PL510", "18")]
    assert "the 1 numbers that are in none" in checked.next_step(text, "en")
    assert "未列入任何行的1个数字" in checked.next_step(text, "zh")
    assert "PL510" in {row[2].value for row in openpyxl.load_workbook(checked.marked)["校验结果"].iter_rows()}


@examples
@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_the_commands_of_the_guide_run_one_after_another(guide, checkout, monkeypatch):
    """On what each writes; between the first and the second the template is filled in."""
    monkeypatch.chdir(checkout)
    shutil.copyfile(EXAMPLES / "yunze.txt", "yunze.txt")
    blocks = re.findall(r"```sh\npyplanning (.*?)\n```", guide.read_text(encoding="utf-8"))
    assert [shlex.split(block)[0] for block in blocks] == ["template", "contribute", "merge"]
    for block in blocks:
        done = CliRunner().invoke(app, shlex.split(block))
        assert done.exit_code == 0, done.output
        if block.startswith("template"):
            (plan,) = (row[:2] for row in openpyxl.load_workbook("yunze.xlsx")["规划"].iter_rows(4, values_only=True))
            assert plan == ("yunze-materials-2026", "云泽省未来材料产业发展行动方案（2026—2030年）")
            shutil.copyfile(EXAMPLES / "valid.xlsx", "yunze.xlsx")
    assert "yunze-materials-2026" in (checkout / "data" / "plans.csv").read_text(encoding="utf-8")


def test_a_workbook_of_no_plan_or_two_is_refused(tmp_path):
    book = pp.template(tmp_path / "empty.xlsx")
    text = typist.text_of("lanhe")
    with pytest.raises(pp.PackageError) as refused:
        contribute(book, text)
    assert "is not about one plan" in refused.value.en
    assert "不是关于一部规划的工作簿" in refused.value.zh
    with pytest.raises(pp.PackageError, match=r"save it as \.xlsx"):
        contribute(root() / "data" / "plans.csv", text)


@new_plans
@pytest.mark.parametrize("plan", typist.NAMES)
def test_a_plan_in_another_form_takes_two_rounds_and_five_cells_a_fact_at_most(plan, tmp_path):
    rows = typist.whole(plan)
    book, cells = typist.contribute(plan, tmp_path)
    assert len(cells) <= 2
    assert sum(cells) <= 5 * typist.facts(rows)
    report = pp.validate(book, sources={rows["plans"][0]["plan_id"]: typist.text_of(plan)})
    assert report.valid
    assert {issue.code for issue in report.issues} <= {"PL406"}  # English waits


@new_plans
def test_plans_in_other_forms_go_in_whole(checkout, tmp_path):
    for plan in typist.NAMES:
        typist.merge_plan(plan, checkout, tmp_path)
    assert pp.validate(checkout).issues == ()


# Bad input: one sentence each.


@pytest.fixture(scope="module")
def lanhe(tmp_path_factory):
    """The workbook of a made-up plan, with nothing left to correct."""
    rows, folder = typist.whole("lanhe"), tmp_path_factory.mktemp("lanhe")
    plan, typed = rows["plans"][0], typist.at_first(rows)
    book = typist.type_rows(typed, folder / "lanhe.xlsx", plan["title_zh"], plan["plan_id"])
    report = pp.validate(book, sources={plan["plan_id"]: typist.text_of("lanhe")})
    typed = typist.corrected(typed, rows, report)
    return typist.type_rows(typed, folder / "lanhe.xlsx", plan["title_zh"], plan["plan_id"])


def errors(book, text):
    return [issue for issue in pp.validate(book, sources={"lanhe-robots-2026": text}).issues if issue.level == "error"]


@new_plans
def test_a_text_that_is_cut_off_is_one_finding(lanhe, tmp_path):
    text = typist.text_of("lanhe").read_text(encoding="utf-8")
    cut = tmp_path / "cut.txt"
    cut.write_text(text[: text.index("第四条")] + "第四", encoding="utf-8")
    (issue,) = errors(lanhe, cut)
    assert (issue.code, issue.sheet, issue.cell) == ("PL521", "规划", "A4")
    assert "the text cut.txt ends before" in issue.en


@new_plans
def test_the_text_of_another_plan_is_one_finding(lanhe):
    found = errors(lanhe, typist.text_of("lanyuan"))
    assert [issue.cell for issue in found if issue.code == "PL522"] == ["A4"]
    assert len(found) <= 4  # instead of one for each of its quotes


@new_plans
def test_the_text_of_another_edition_is_a_finding_at_each_quote_that_changed(lanhe, tmp_path):
    text, edition = typist.text_of("lanhe").read_text(encoding="utf-8"), tmp_path / "edition.txt"
    edition.write_text(text.replace("20家以上", "22家以上").replace("做强产业", "做强做优产业"), encoding="utf-8")
    found = errors(lanhe, edition)
    assert {issue.code for issue in found} == {"PL512"}
    assert "增加到22家以上" in {issue.suggestion for issue in found}


@new_plans
def test_two_plans_in_one_workbook_are_one_finding(lanhe, tmp_path):
    book = openpyxl.load_workbook(lanhe)
    sheet = book["规划"]
    for column, text in ((1, "lanyuan-low-altitude-2027"), (2, "澜原省低空方案"), (4, "澜原省低空方案")):
        sheet.cell(5, column).value = text
    two = tmp_path / "two.xlsx"
    book.save(two)
    first, *_ = errors(two, typist.text_of("lanhe"))
    assert first.code == "PL044"
    with pytest.raises(pp.PackageError, match=r"is about several plans: .*; contribute a workbook for each of them"):
        contribute(two, typist.text_of("lanhe"))


@new_plans
def test_pl046_a_row_of_the_package_that_is_renamed_is_reported_before_merging(lanhe, tmp_path):
    book = openpyxl.load_workbook(lanhe)
    country = pp.load("regions").query("level == 'country'").iloc[0]
    columns = {cell.value: cell.column for cell in book["地区"][3]}
    for name, text in (("region_code", country["region_code"]), ("name_zh", "改名国"), ("level", "国家")):
        book["地区"].cell(6, columns[name]).value = text
    renamed = tmp_path / "renamed.xlsx"
    book.save(renamed)
    checked = contribute(renamed, typist.text_of("lanhe"))
    (issue,) = (one for one in checked.report.issues if one.code == "PL046" and one.column == "name_zh")
    assert (issue.level, issue.sheet, issue.row) == ("warning", "地区", 3)
    assert issue.en == (
        f"regions {country['region_code']} – name_zh is “改名国”, but “{country['name_zh']}” in the package"
        " – expected the same, unless the package is to be corrected (merge --correct)"
    )
    assert issue.zh == (
        f"regions表{country['region_code']}：name_zh为“改名国”，数据包中为“{country['name_zh']}”，"
        "应与其一致，除非要更正数据包（merge --correct）"
    )
