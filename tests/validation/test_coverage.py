"""Every number of a text has a row, a reason, or is left."""

import csv

import pytest

import pyplanning as pp
from pyplanning.evidence.numerals import NUMERAL
from pyplanning.evidence.text import normalise
from pyplanning.io.read import read
from pyplanning.validation.coverage import STATES, summary

COLUMNS = ["plan_id", "section_id", "start", "number", "context", "state", "by"]


def left(frame):
    return frame[frame["state"] == "unaccounted"]["number"].tolist()


def test_every_number_of_the_example_is_accounted_for(example):
    frame = pp.coverage(example.sources(), example.package())
    assert list(frame.columns) == COLUMNS
    assert frame["number"].tolist() == NUMERAL.findall(normalise(example.text))
    assert left(frame) == []
    assert set(frame["state"]) == {"evidence", "no fact"}


def test_a_number_says_what_accounts_for_it(example):
    frame = pp.coverage(example.sources(), example.package()).set_index("start")
    value = frame.loc[example.place("400亿元")]
    assert (value["number"], value["state"], value["by"]) == ("400亿", "evidence", "targets/output-2030")
    assert value["section_id"] == f"{example.plan_id}-2"
    assert value["context"] == "未来材料产值力争突破400亿元,年均增长8%左右"
    item = frame.loc[example.place("1.月湖")]
    assert (item["state"], item["by"]) == ("no fact", "ordinal")
    word = frame.loc[example.place("进一步") + 1]
    assert (word["number"], word["state"], word["by"]) == ("一", "no fact", "word: 进一步")
    heading = frame.loc[example.place("二、重点任务")]
    assert (heading["state"], heading["by"]) == ("evidence", f"sections/{example.plan_id}-5")


def test_the_year_of_a_figure_and_its_base_year_are_evidence(example):
    frame = pp.coverage(example.sources(), example.package()).set_index("start")
    assert frame.loc[example.place("2030年,云泽"), "by"].startswith("targets/")
    assert frame.loc[example.place("2020年"), "by"] == "observations/output-change-2025"
    example.change("observations", 2, start_year="")
    frame = pp.coverage(example.sources(), example.package())
    assert left(frame) == ["2020"]


@pytest.mark.parametrize(
    ("table", "number", "numbers"),
    [
        ("targets", 1, ["400亿"]),
        ("targets", 4, ["两", "5"]),
        ("projects", 1, ["二", "2万"]),
        ("other_numbers", 2, ["2"]),
        ("numeral_words", 1, ["一"]),
        ("sections", 7, ["1"]),
    ],
)
def test_without_its_row_a_number_is_unaccounted(example, table, number, numbers):
    example.rows[table].pop(number - 1)
    frame = pp.coverage(example.sources(), example.package())
    assert left(frame) == numbers
    assert set(frame[frame["state"] == "unaccounted"]["by"]) == {""}


@pytest.mark.parametrize("scope", ["headline", "none"])
def test_what_was_not_read_in_full_is_not_read(example, scope):
    example.rows["targets"].pop(0)
    for row in example.rows["sections"]:
        row["scope"] = scope
    frame = pp.coverage(example.sources(), example.package()).set_index("start")
    assert set(frame["state"]) == {"evidence", "no fact", "not read"}
    value = frame.loc[example.place("400亿元")]
    assert (value["state"], value["by"]) == ("not read", f"scope: {scope}")
    counts = summary(frame.reset_index()).set_index("plan_id").loc["total"]
    assert counts["accounted"] == "100.0 %"
    assert counts["not read"] == (frame["state"] == "not read").sum()


def test_a_section_that_ends_leaves_what_follows_to_the_one_above(example):
    sections = example.rows["sections"]
    target = next(row for row in sections if row["section_id"] == f"{example.plan_id}-2")
    target |= {"scope": "full", "end": str(example.place("400亿元"))}
    frame = pp.coverage(example.sources(), example.package()).set_index("start")
    assert frame.loc[example.place("400亿元"), "section_id"] == target["parent_id"]


def test_a_row_that_is_not_found_accounts_for_nothing(example):
    example.change("targets", 1, evidence="产值力争突破500亿元")
    assert left(pp.coverage(example.sources(), example.package())) == ["400亿"]


def test_evidence_goes_before_no_fact(example):
    example.rows["other_numbers"].append(example.rows["other_numbers"][0] | {"other_number_id": "twice"})
    example.quote("other_numbers", 3, "产值力争突破400亿元")
    frame = pp.coverage(example.sources(), example.package()).set_index("start")
    assert frame.loc[example.place("400亿元"), "state"] == "evidence"


def test_a_span_must_hold_the_whole_number(example):
    example.quote("targets", 1, "力争突破40")
    assert left(pp.coverage(example.sources(), example.package())) == ["400亿"]


def test_numbers_added_to_another_copy_are_left(example):
    copy = "另有12个项目。\n" + example.text
    assert left(pp.coverage(example.sources(copy), example.package())) == ["12"]


def test_a_text_without_numbers_gives_the_columns_and_no_row(example):
    frame = pp.coverage(example.sources("云泽省没有数字"), example.package())
    assert list(frame.columns) == COLUMNS
    assert frame.empty


def test_no_text_at_all(example, tmp_path):
    folder = tmp_path / "nowhere"
    with pytest.raises(pp.PackageError) as caught:
        pp.coverage(folder, example.package())
    assert caught.value.en == f"{folder} is not a folder; name the one with the plans' texts, each called PLAN_ID.txt"
    assert caught.value.zh == f"{folder}不是文件夹，请指定存放规划原文的文件夹，每部规划一个PLAN_ID.txt"


def test_of_many_texts_that_are_missing_the_first_are_named(tmp_path):
    with pytest.raises(pp.PackageError) as caught:
        pp.coverage(tmp_path)
    *named, rest = caught.value.en.splitlines()
    total = len(pp.load("plans"))
    assert (len(named), rest) == (10, f"… ({total} in all)")
    assert caught.value.zh.splitlines()[10:] == [f"……（共{total}个）"]
    assert len(caught.value.issues) == total


def test_a_plan_whose_text_is_missing_cannot_be_accounted_for(example):
    example.rows["plans"].append(example.rows["plans"][0] | {"plan_id": "yunze-other-2026"})
    sources = example.sources()
    with pytest.raises(pp.PackageError) as caught:
        pp.coverage(sources, example.package())
    file = sources / "yunze-other-2026.txt"
    assert caught.value.en == f"yunze-other-2026 – the text {file} is missing – expected the official text in UTF-8"
    assert caught.value.zh == f"yunze-other-2026：规划原文{file}缺失，应为UTF-8编码的官方文本"


def test_the_summary_counts_by_plan_and_state(example):
    example.rows["targets"].pop(0)
    numbers = pp.coverage(example.sources(), example.package())
    counts = numbers["state"].value_counts()
    found = summary(numbers)
    assert list(found.columns) == ["plan_id", "numbers", *STATES, "accounted"]
    assert found["plan_id"].tolist() == [example.plan_id, "total"]
    for row in found.to_dict("records"):
        assert row["numbers"] == len(numbers)
        assert [row[state] for state in STATES] == [counts.get(state, 0) for state in STATES]
        assert row["accounted"] == f"{100 - 100 / len(numbers):.1f} %"


def test_the_summary_has_a_column_for_a_state_that_does_not_occur(example):
    found = summary(pp.coverage(example.sources(), example.package()))
    assert found["unaccounted"].tolist() == [0, 0]
    assert found["accounted"].tolist() == ["100.0 %", "100.0 %"]


def test_the_numbers_of_tables_that_were_handed_in(example):
    example.rows["targets"].pop(0)
    sources, tables = example.sources(), read(example.package())
    for given in (sources, {example.plan_id: sources / f"{example.plan_id}.txt"}):
        frame = pp.coverage(given, tables)
        assert set(frame["plan_id"]) == {example.plan_id}
        assert left(frame) == ["400亿"]
        assert frame["number"].tolist() == NUMERAL.findall(normalise(example.text))


def test_words_that_are_shipped_account_for_numbers_too(example):
    example.rows["numeral_words"] = []
    assert left(pp.coverage(example.sources(), read(example.package()))) == []


def test_a_plan_handed_in_without_its_text_is_passed_over(example):
    example.rows["plans"].append(example.rows["plans"][0] | {"plan_id": "yunze-other-2026"})
    sources, tables = example.sources(), read(example.package())
    frame = pp.coverage({example.plan_id: sources / f"{example.plan_id}.txt"}, tables)
    assert set(frame["plan_id"]) == {example.plan_id}


@pytest.mark.parametrize("given", [{}, {"yunze-other-2026": "nowhere.txt"}])
def test_tables_handed_in_without_a_text_that_can_be_read(example, given):
    example.rows["plans"].append(example.rows["plans"][0] | {"plan_id": "yunze-other-2026"})
    with pytest.raises(pp.PackageError, match="yunze-other-2026 – the text "):
        pp.coverage(given, read(example.package()))


def test_a_package_with_another_delimiter_is_read_as_its_descriptor_says(example):
    def edit(package: dict) -> None:
        for resource in package["resources"]:
            resource["dialect"] = {"delimiter": ";"}

    sources = example.sources()
    expected = pp.coverage(sources, example.package())
    folder = example.package(edit)
    for file in (folder / "data").glob("**/*.csv"):
        rows = list(csv.reader(file.read_text(encoding="utf-8").splitlines()))
        with file.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out, delimiter=";").writerows(rows)
    assert pp.coverage(sources, folder).equals(expected)
