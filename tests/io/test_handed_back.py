"""Tables of a release that are edited and handed back."""

import pytest
from click.testing import CliRunner

import pyplanning as pp
from pyplanning.cli import app
from pyplanning.datapackage.descriptor import descriptor, root
from pyplanning.dataset.row_names import read_source
from pyplanning.io.handed_back import refuse_release
from pyplanning.io.header import machine_names
from pyplanning.publishing.release.spreadsheets import write_spreadsheets
from pyplanning.publishing.release.workbook import write_workbook

EN = (
    "{} is a table of a release, with names next to codes, and is made for reading;"
    " edit the workbook that “pyplanning template FILE.xlsx --filled” writes, and hand that in"
)
ZH = (
    "{}是发布版中供阅读的表（编码与名称并列），不能作为修改稿读回，"
    "请用“pyplanning template 文件名.xlsx --filled”生成工作簿，在其中修改后提交"
)


@pytest.fixture(scope="module", params=["zh", "en"])
def release(request, tmp_path_factory):
    folder, source = tmp_path_factory.mktemp("release"), read_source(root(), request.param)
    write_workbook(source, folder / "release.xlsx")
    (folder / "csv").mkdir()
    write_spreadsheets(source, folder / "csv")
    return folder


@pytest.mark.parametrize("name", ["release.xlsx", "csv", "csv/targets.csv", "csv/plans.csv"])
def test_a_table_of_a_release_is_answered_with_one_sentence(release, name):
    file = release / name
    with pytest.raises(pp.PackageError) as caught:
        pp.validate(file)
    shown = "agencies.csv" if name == "csv" else file
    assert (caught.value.en, caught.value.zh) == (EN.format(shown), ZH.format(shown))
    for lang, text in (("en", EN), ("zh", ZH)):
        result = CliRunner().invoke(app, ["validate", str(file), "--lang", lang])
        assert (result.exit_code, result.output) == (2, f"pyplanning: {text.format(shown)}\n")


def test_a_table_of_a_release_without_names_next_to_codes_is_read(release):
    assert {issue.code for issue in pp.validate(release / "csv" / "units.csv").issues} <= {"PL107", "PL103", "PL120"}


def test_a_column_may_be_called_as_a_release_calls_it():
    regions = descriptor().table("regions")
    assert machine_names(["地区代码", "Region code", "Name"], regions)[:2] == ["region_code", "region_code"]


def test_a_table_with_codes_or_names_alone_is_none_of_a_release():
    targets = descriptor().table("targets")
    refuse_release(["目标编码", "规划编码", "数值"], targets, "x.csv")
    refuse_release(["目标", "规划", "数值", "plan_id"], targets, "x.csv")
    refuse_release([*targets.columns], targets, "x.csv")
