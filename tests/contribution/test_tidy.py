"""A package that was edited by hand is put in order, and nothing of it is lost."""

import json

import pytest

import pyplanning as pp
from pyplanning.contribution.tidy import tidy


def test_rows_lines_hashes_and_sizes(example):
    folder = example.package()
    tidy(folder)
    untouched = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    units = folder / "data" / "units.csv"
    header, *rows = units.read_text(encoding="utf-8").splitlines()
    units.write_text("\r\n".join([header, *reversed(rows), ""]), encoding="utf-8", newline="")
    (changed,) = [issue for issue in pp.validate(folder).issues if issue.code == "PL004"]
    assert all("pyplanning tidy" in changed.text(lang) for lang in ("en", "zh"))
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert "data/units.csv" in tidy(folder)
    assert pp.validate(folder).issues == ()
    written = {file: file.read_bytes() for file in untouched if file.name != "datapackage.json"}
    assert written == {file: content for file, content in untouched.items() if file.name != "datapackage.json"}
    after = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert after == descriptor
    assert tidy(folder) == []


def test_a_wrong_row_stays(example):
    folder = example.package()
    tidy(folder)
    file = folder / "data" / "units.csv"
    file.write_text(file.read_text(encoding="utf-8") + "many,许多,many,count,item,lots\n", encoding="utf-8")
    assert tidy(folder) == ["data/units.csv", "datapackage.json"]
    (issue,) = pp.validate(folder).issues
    assert (issue.code, issue.value) == ("PL101", "lots")


@pytest.mark.parametrize(
    ("edit", "en", "zh"),
    [
        (lambda text: text + "a,b\n", "correct it, then tidy again", "请改正后再整理"),
        (lambda text: text.replace("factor", "size", 1), "has other columns than the descriptor", "列与描述文件不一致"),
    ],
)
def test_what_would_lose_cells_is_refused(example, edit, en, zh):
    folder = example.package()
    file = folder / "data" / "units.csv"
    file.write_text(edit(file.read_text(encoding="utf-8")), encoding="utf-8")
    before = file.read_bytes()
    with pytest.raises(pp.PackageError) as refused:
        tidy(folder)
    assert en in refused.value.en
    assert zh in refused.value.zh
    assert file.read_bytes() == before
