"""Contributed rows into a package: all tables or none."""

import csv
import json
import shutil
import subprocess
import sys
import threading
from contextlib import ExitStack

import openpyxl
import pytest
from click.testing import CliRunner

import pyplanning as pp
from pyplanning.cli import app
from pyplanning.contribution import package_files
from pyplanning.contribution.merge import add
from pyplanning.datapackage.descriptor import PackageError
from pyplanning.io.lock import locked
from pyplanning.io.read import read

PARK = {"park_id": "green-lake-valley", "name_zh": "青湖光谷", "name_en": "Green Lake photonics valley", "kind": "park"}


def table(tmp_path, name, *rows):
    """A contributed table of these rows, as read from a CSV file."""
    header = list(pp.describe(name)["column"])
    folder = tmp_path / f"handed-in-{len([*tmp_path.iterdir()])}"
    folder.mkdir()
    file = folder / f"{name}.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, header, restval="")
        writer.writeheader()
        writer.writerows(rows)
    (found,) = read(file)
    return found


def content(folder):
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def parks(folder):
    with (folder / "data/parks.csv").open(encoding="utf-8", newline="") as stream:
        return [row["park_id"] for row in csv.DictReader(stream)]


def test_new_rows_are_added_in_the_order_of_keys(example, tmp_path):
    folder = example.package()
    done = add([table(tmp_path, "parks", PARK)], folder)
    assert done
    assert (done.added, done.present) == ((("parks", "green-lake-valley"),), 0)
    assert parks(folder) == ["green-lake-valley", "moon-lake-valley"]
    assert pp.validate(folder).issues == ()  # hashes and sizes are written anew
    listed = {r["name"]: r for r in json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["resources"]}
    assert listed["parks"]["bytes"] == (folder / "data/parks.csv").stat().st_size


def test_a_folder_of_workbooks_is_merged_and_not_fixed(example, tmp_path):
    folder, handed_in = example.package(), tmp_path / "handed-in"
    handed_in.mkdir()
    crate = {"unit_id": "crate", "name_zh": "箱", "name_en": "crate", "quantity": "count", "base_unit": "item"}
    for title, name, row in (("园区", "parks", PARK), ("计量单位", "units", crate | {"factor": 1})):
        book, header = openpyxl.Workbook(), list(pp.describe(name)["column"])
        book.active.title = title
        for line in (header, [row.get(column) for column in header]):
            book.active.append(line)
        book.save(handed_in / f"{title}.xlsx")
    words = {
        "en": f"pyplanning: {handed_in} holds several files; name one workbook or CSV file in it\n",
        "zh": f"pyplanning: {handed_in}中有多个文件，请指明其中一个工作簿或CSV文件\n",
    }
    for lang, sentence in words.items():
        run = CliRunner().invoke(app, ["fix", str(handed_in), "-o", str(tmp_path / "fixed.xlsx"), "--lang", lang])
        assert (run.exit_code, run.stdout, run.stderr) == (2, "", sentence)
    run = CliRunner().invoke(app, ["merge", str(handed_in), "--into", str(folder), "--lang", "en"])
    assert (run.exit_code, run.stderr) == (0, "")
    assert parks(folder) == ["green-lake-valley", "moon-lake-valley"]
    assert "crate,箱,crate,count,item,1\n" in (folder / "data/units.csv").read_text(encoding="utf-8")
    assert pp.validate(folder).issues == ()


def test_merging_twice_changes_nothing(example, tmp_path):
    folder = example.package()
    add([table(tmp_path, "parks", PARK)], folder)
    before = content(folder)
    again = add([table(tmp_path, "parks", PARK)], folder)
    assert (bool(again), again.added, again.present) == (True, (), 1)
    assert content(folder) == before


def test_pl017_a_row_that_differs_from_the_one_with_its_key(example, tmp_path):
    folder = example.package()
    before = content(folder)
    other = {"park_id": "moon-lake-valley", "name_zh": "月湖新材料谷", "name_en": "Moon Lake materials valley"}
    other["kind"] = "park"
    done = add([table(tmp_path, "parks", PARK, other)], folder)
    (issue,) = done.report.issues
    assert (bool(done), done.added, content(folder) == before) == (False, (), True)
    assert (issue.code, issue.row, issue.column, issue.key) == ("PL017", 2, "name_zh", "moon-lake-valley")
    assert issue.en == (
        "parks moon-lake-valley – name_zh is “月湖新材料谷”, but “月湖材料谷” in the package"
        " – expected a new key, or the same row"
    )
    assert issue.zh == (
        "parks表moon-lake-valley：name_zh为“月湖新材料谷”，数据包中为“月湖材料谷”，应另取主键，或与已有的行一致"
    )


def test_two_contributions_that_claim_the_same_key(example, tmp_path):
    folder = example.package()
    one, two = table(tmp_path, "parks", PARK), table(tmp_path, "parks", PARK | {"name_zh": "青湖谷"})
    assert [i.code for i in add([one, two], folder).report.issues] == ["PL017"]
    assert parks(folder) == ["moon-lake-valley"]


def test_what_the_merged_package_breaks_stops_the_merge(example, tmp_path):
    folder = example.package()
    before = content(folder)
    lost = PARK | {"parent_id": "nowhere"}
    done = add([table(tmp_path, "parks", PARK | {"park_id": "a-valley"}), table(tmp_path, "parks", lost)], folder)
    assert [i.code for i in done.report.issues if i.level == "error"] == ["PL201"]
    assert (bool(done), done.added, content(folder) == before) == (False, (), True)


def test_a_table_that_the_package_has_not(write_table, tmp_path):
    with pytest.raises(PackageError, match="has no table parks"):
        add([table(tmp_path, "parks", PARK)], write_table("a\nx\n", [{"name": "a", "type": "string"}]))


@pytest.mark.parametrize("of", ["parks", "agencies"])
def test_a_package_whose_table_lacks_a_column_is_left_as_it_is(example, tmp_path, rehash, of):
    folder, file = example.package(), tmp_path / f"{of}.csv"
    damaged = folder / "data/agencies.csv"
    with damaged.open(encoding="utf-8", newline="") as stream:
        lines = [*csv.reader(stream)]
    place = lines[0].index("name_en")
    with damaged.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([*line[:place], *line[place + 1 :]] for line in lines)
    rehash(folder)
    rows = {
        "parks": PARK,
        "agencies": {"agency_id": "a", "name_zh": "省林业局", "name_en": "Forestry", "level": "provincial"},
    }
    header = list(pp.describe(of)["column"])
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, [rows[of].get(column, "") for column in header]])
    before = content(folder)
    words = {
        "en": f"pyplanning: {damaged} lacks name_en; restore the package, and check it with validate {folder}\n",
        "zh": f"pyplanning: {damaged}缺少name_en列，请先恢复该数据包，再用validate {folder}检查\n",
    }
    for lang, sentence in words.items():
        run = CliRunner().invoke(app, ["merge", str(file), "--into", str(folder), "--lang", lang])
        assert (run.exit_code, run.stdout, run.stderr) == (2, "", sentence)
    with pytest.raises(PackageError):
        pp.merge(file, folder)
    assert content(folder) == before


class Killed(BaseException):
    """What ends the program at once."""


def stop_moving(monkeypatch, error, after):
    """Raise an error when the file after so many is moved in."""
    left, replace = iter([True] * after), package_files.Path.replace

    def stop(file, target):
        if ".pyplanning-" in str(file) and not next(left, False):
            raise error
        return replace(file, target)

    monkeypatch.setattr(package_files.Path, "replace", stop)


def interrupt(folder, tmp_path, monkeypatch, after):
    """Kill a merge after so many files were moved in."""
    stop_moving(monkeypatch, Killed, after)
    with pytest.raises(Killed):
        add([table(tmp_path, "parks", PARK)], folder)
    monkeypatch.undo()
    assert (folder / package_files.MERGE).is_dir()


@pytest.mark.parametrize("after", [0, 1])
def test_a_merge_that_was_interrupted_is_undone_by_the_next(example, tmp_path, monkeypatch, after):
    folder, said = example.package(), []
    before = content(folder)
    interrupt(folder, tmp_path, monkeypatch, after)
    with pytest.raises(PackageError) as caught:
        pp.validate(folder)
    assert caught.value.en == (
        f"{folder}: a merge is under way or was interrupted; wait for it, or merge again, which undoes it first"
    )
    assert caught.value.zh == f"{folder}：合并正在进行或曾中断，请待其完成，或重新合并（先撤销未完成的合并）"
    done = add([], folder, lambda en, zh: said.append((en, zh)))
    assert (bool(done), content(folder) == before) == (True, True)
    assert said == [(f"an interrupted merge into {folder} was undone", f"对{folder}的合并曾中断，现已撤销")]


def test_a_merge_that_was_interrupted_at_its_end_is_kept(example, tmp_path, monkeypatch):
    folder, said = example.package(), []
    rename = package_files.Path.rename

    def stop(file, target):
        if file.name == package_files.MERGE and file.parent == folder:
            raise Killed
        return rename(file, target)

    monkeypatch.setattr(package_files.Path, "rename", stop)
    with pytest.raises(Killed):
        add([table(tmp_path, "parks", PARK)], folder)
    monkeypatch.undo()
    add([], folder, lambda en, zh: said.append((en, zh)))
    assert said == [(f"an interrupted merge into {folder} had ended", f"对{folder}的合并曾中断，但文件均已写入")]
    assert parks(folder) == ["green-lake-valley", "moon-lake-valley"]
    assert pp.validate(folder).issues == ()


def test_what_was_written_after_an_interrupted_merge_is_kept(example, tmp_path, monkeypatch):
    folder = example.package()
    interrupt(folder, tmp_path, monkeypatch, 1)
    (folder / "data/parks.csv").write_text("work by hand")
    before = content(folder)
    with pytest.raises(PackageError) as caught:
        add([], folder)
    aside = folder / package_files.MERGE
    assert caught.value.en == (
        f"{folder}: a merge was interrupted, and files were changed since; {aside} has what they were before:"
        " copy back what is needed, and delete that folder"
    )
    assert caught.value.zh == (
        f"{folder}：合并曾中断，此后文件又有改动；{aside}中是合并前的文件，请取回所需内容后删除该文件夹"
    )
    assert content(folder) == before


@pytest.mark.parametrize("moved", ["", "[]", '{"../plan.txt": ["", ""]}', '{"a": 1}', "{}"])
def test_what_no_merge_left_is_not_put_back(example, moved):
    folder = example.package()
    (folder / package_files.MERGE).mkdir()
    (folder / package_files.MERGE / package_files.MOVED).write_text(moved)
    before = content(folder)
    with pytest.raises(PackageError, match="files were changed since"):
        add([], folder)
    assert content(folder) == before


@pytest.mark.parametrize("after", [0, 1])
def test_a_merge_that_is_stopped_by_its_user_changes_nothing(example, tmp_path, monkeypatch, after):
    folder = example.package()
    before = content(folder)
    stop_moving(monkeypatch, KeyboardInterrupt, after)
    with pytest.raises(KeyboardInterrupt):
        add([table(tmp_path, "parks", PARK)], folder)
    assert content(folder) == before


@pytest.mark.parametrize("after", [0, 1])
def test_a_folder_that_cannot_be_written_is_left_as_it_was(example, tmp_path, monkeypatch, after):
    folder = example.package()
    before = content(folder)
    stop_moving(monkeypatch, OSError(28, "No space left on device"), after)
    with pytest.raises(PackageError, match=r"No space left on device.; nothing was changed"):
        add([table(tmp_path, "parks", PARK)], folder)
    monkeypatch.undo()
    assert content(folder) == before


def test_a_folder_without_room_for_a_second_package(example, tmp_path, monkeypatch):
    folder = example.package()
    before = content(folder)

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(package_files.shutil, "copyfile", full)
    with pytest.raises(PackageError, match=r"No space left on device.; nothing was changed") as caught:
        add([table(tmp_path, "parks", PARK)], folder)
    assert caught.value.zh == f"{folder}无法写入（磁盘空间不足），未作任何更改"
    assert content(folder) == before


def test_a_merge_that_cannot_be_undone_is_reported(example, tmp_path, monkeypatch):
    folder = example.package()
    interrupt(folder, tmp_path, monkeypatch, 1)

    def refuse(file, target):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(package_files.Path, "replace", refuse)
    with pytest.raises(PackageError, match="Permission denied") as caught:
        add([], folder)
    assert "无法写入" in caught.value.zh


def test_of_two_merges_one_waits(example, tmp_path):
    folder, said = example.package(), []
    other = threading.Timer(0.5, lambda: lock.close())
    lock = ExitStack()
    lock.enter_context(locked(folder))
    other.start()
    done = add([table(tmp_path, "parks", PARK)], folder, lambda en, zh: said.append((en, zh)))
    assert done.added == (("parks", "green-lake-valley"),)
    assert said == [(f"waiting for another merge into {folder}", f"正在等待对{folder}的另一次合并")]


def test_a_merge_that_waits_in_vain_says_so(example, tmp_path, monkeypatch):
    folder = example.package()
    before = content(folder)
    monkeypatch.setattr(package_files, "PATIENCE", 0.1)
    with locked(folder), pytest.raises(PackageError) as caught:
        add([table(tmp_path, "parks", PARK)], folder)
    assert caught.value.en == (
        f"another merge into {folder} is under way; nothing was changed; try again when it has ended"
    )
    assert caught.value.zh == f"对{folder}的另一次合并正在进行，未作任何更改，请待其结束后重试"
    assert content(folder) == before


def test_two_merges_at_once_both_land(example, tmp_path):
    folder = example.package()
    names = [f"valley-{n}" for n in range(2)]
    called = [{"park_id": n, "name_zh": "青湖谷" * (i + 1), "name_en": f"Valley {i}"} for i, n in enumerate(names)]
    tables = [table(tmp_path, "parks", PARK | one) for one in called]
    program = (
        "import sys; from pathlib import Path; from pyplanning.contribution.merge import add;"
        "from pyplanning.io.read import read; add(read(sys.argv[1]), Path(sys.argv[2]))"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", program, str(tmp_path / one.file), str(folder)]) for one in tables
    ]
    assert [one.wait() for one in started] == [0] * 2
    assert parks(folder) == ["moon-lake-valley", *names]
    assert pp.validate(folder).valid


@pytest.mark.parametrize(
    "layout", [{"dialect": {"delimiter": ";"}}, {"encoding": "gb18030"}, {"path": ["a.csv", "b.csv"]}]
)
def test_a_table_of_another_layout_is_refused(example, tmp_path, layout):
    folder = example.package()
    file = folder / "datapackage.json"
    package = json.loads(file.read_text(encoding="utf-8"))
    listed = next(r for r in package["resources"] if r["name"] == "parks")
    text = (folder / listed["path"]).read_text(encoding="utf-8")
    header = text.splitlines(keepends=True)[0]
    for path, part in zip(layout.get("path", [listed["path"]]), (text, header), strict=False):
        part = part.replace(",", ";") if "dialect" in layout else part
        (folder / path).write_text(part, encoding=layout.get("encoding", "utf-8"), newline="")
    listed |= layout
    listed.pop("hash", None)
    listed.pop("bytes", None)
    file.write_text(json.dumps(package, ensure_ascii=False), encoding="utf-8")
    before = content(folder)
    with pytest.raises(PackageError, match="parks is not a single comma-separated CSV file in UTF-8") as caught:
        add([table(tmp_path, "parks", PARK)], folder)
    assert "不是单个以逗号分隔的UTF-8 CSV文件" in caught.value.zh
    assert content(folder) == before


def test_the_shipped_package_merges_with_itself(tmp_path):
    from pyplanning.datapackage.descriptor import descriptor, root

    folder = tmp_path / "package"
    shutil.copytree(root() / "data", folder / "data")
    shutil.copyfile(root() / "datapackage.json", folder / "datapackage.json")
    before = content(folder)
    done = add(read(folder), folder)
    rows = pp.tables().set_index("table")["rows"]
    assert (bool(done), done.added, done.present) == (True, (), rows[[*descriptor().tables]].sum())
    assert content(folder) == before


# Corrections.


def target(example, **cells):
    """The first target of the made-up plan, with other cells."""
    return example.rows["targets"][0] | cells


def corrections(folder, tmp_path, row, *options, lang="en"):
    """Merge one target by the command, and give its exit code and output."""
    file = table(tmp_path, "targets", row).file
    return CliRunner().invoke(app, ["merge", str(file), "--into", str(folder), "--lang", lang, *options])


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "~ targets  output-2030  nature: expected → binding\n1 cell corrected\n0 rows added, 0 already"),
        ("zh", "~ targets  output-2030  nature: expected → binding\n更正1个单元格\n"),
    ],
)
def test_a_correction_changes_that_cell_and_says_both_values(example, tmp_path, lang, said):
    folder = example.package()
    before = content(folder)
    row = target(example, nature="binding")
    run = corrections(folder, tmp_path, row, "--correct", lang=lang)
    assert run.exit_code == 0, run.output
    assert run.stdout.startswith(said)
    after = content(folder)
    assert {name for name in after if after[name] != before[name]} == {"data/targets.csv", "datapackage.json"}
    old, new = ({*files["data/targets.csv"].decode().splitlines()} for files in (before, after))
    assert {line.replace(",expected,", ",binding,") for line in old - new} == new - old
    assert len(old - new) == 1
    assert pp.validate(folder).valid


def test_without_the_option_a_correction_is_a_finding(example, tmp_path):
    folder = example.package()
    before = content(folder)
    run = corrections(folder, tmp_path, target(example, nature="binding"))
    assert run.exit_code == 1
    assert "PL017" in run.stdout
    assert "nature is “binding”, but “expected” in the package" in " ".join(run.stdout.split())
    assert content(folder) == before


def test_an_empty_cell_is_corrected_too(example, tmp_path):
    folder = example.package()
    run = corrections(folder, tmp_path, target(example, qualifier_zh="力争突破"), "--correct")
    assert run.stdout.startswith("~ targets  output-2030  qualifier_zh: - → 力争突破\n")


def test_a_correction_that_its_quote_contradicts_is_refused(example, tmp_path):
    folder = example.package()
    before = content(folder)
    run = corrections(folder, tmp_path, target(example, value="410"), "--correct")
    assert run.exit_code == 1
    assert "value 410 is not what the evidence says – found 400" in " ".join(run.stdout.split())
    assert content(folder) == before


def test_pl047_a_corrected_quote_is_proved_by_the_text(example, tmp_path):
    folder, key = example.package(), example.plan_id
    before = content(folder)
    row = target(example, evidence="产值力争突破400亿元,", value="400")
    done = pp.merge(table(tmp_path, "targets", row).file, folder, correct=True)
    (issue,) = (issue for issue in done.report.issues if issue.level == "error")
    assert (bool(done), issue.code, issue.column, issue.row) == (False, "PL047", "evidence", 1)
    assert issue.en == (
        "targets output-2030 – evidence is to be “产值力争突破400亿元,” instead of “产值力争突破400亿元”,"
        " which the plan's text alone proves – expected the text: --source PLAN_ID=FILE"
    )
    assert issue.zh == (
        "targets表output-2030：evidence拟由“产值力争突破400亿元”改为“产值力争突破400亿元,”，"
        "须以规划原文为证，应以--source PLAN_ID=FILE给出原文"
    )
    assert content(folder) == before
    text = tmp_path / "plan.txt"
    text.write_text(example.text, encoding="utf-8")
    lost = target(example, evidence="产值突破400亿元")
    run = corrections(folder, tmp_path, lost, "--correct", "--source", f"{key}={text}")
    assert run.exit_code == 1
    assert "the evidence “产值突破400亿元” is not in the text" in " ".join(run.stdout.split())
    assert content(folder) == before
    shorter = target(example, evidence="突破400亿元", evidence_start=str(example.place("突破400亿元")))
    run = corrections(folder, tmp_path, shorter, "--correct", "--source", f"{key}={text}")
    assert run.exit_code == 0, run.output
    assert "evidence: 产值力争突破400亿元 → 突破400亿元" in run.stdout
