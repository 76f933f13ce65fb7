"""Drafting a whole plan: its tables, and what is said where there is none."""

from pathlib import Path

import pytest

import pyplanning as pp
from pyplanning.datapackage.descriptor import descriptor

PLAN = """云河省水磨产业规划
2031年3月5日
一、发展目标
到2035年，水磨产业营业收入突破4000亿元，培育水磨企业20家。
二、主要任务
（一）治河。五年内见效。
"""


def test_every_row_has_the_columns_of_the_contract() -> None:
    found = pp.draft(PLAN, plan_id="yunhe-mills-2031")
    assert {"plans", "sections", "targets", "other_numbers"} <= found.keys()
    for name, frame in found.items():
        assert list(frame.columns) == list(descriptor().table(name).columns)
    targets = found["targets"]
    assert set(targets["plan_id"]) == {"yunhe-mills-2031"}
    assert set(targets["section_id"]) <= set(found["sections"]["section_id"])
    assert list(targets["value"]) == ["4000", "20"]


def test_a_number_that_another_row_quotes_is_no_row_of_its_own() -> None:
    found = pp.draft(PLAN.replace("五年内", "按《云河省治河条例（2030年修订）》五年内"))
    starts = found["other_numbers"]["evidence_start"].astype(int)
    for citation in found["citations"].itertuples():
        start = int(citation.evidence_start)
        assert not ((starts >= start) & (starts < start + len(citation.evidence))).any()


@pytest.mark.parametrize(
    ("content", "en", "zh"),
    [
        (
            b"%PDF-1.7",
            "{} is a PDF; save its text with “pdftotext -layout”",
            "{}是PDF文件，请先用“pdftotext -layout”等工具导出为纯文本",
        ),
        (
            b"PK\x03\x04",
            "{} is a Word or Excel file; save it as plain text in UTF-8",
            "{}是Word或Excel文件，请先另存为UTF-8纯文本",
        ),
        (b"", "{} is empty; save the plan’s text as plain text in UTF-8", "{}为空，请将规划原文另存为UTF-8纯文本"),
        (
            "云河省规划".encode("gbk"),
            "{} is not UTF-8; save the plan’s text as plain text in UTF-8",
            "{}不是UTF-8编码，请将规划原文另存为UTF-8纯文本",
        ),
        (
            "床前看月光。\n低头想河。\n".encode(),
            "nothing of a plan was found in the text, no heading and no figure; give the whole text of a plan",
            "文本中没有规划的标题、指标等内容，请提供规划全文",
        ),
    ],
    ids=["pdf", "word", "empty", "gbk", "no plan"],
)
def test_what_is_no_text_of_a_plan_is_said_in_one_sentence(content: bytes, en: str, zh: str, tmp_path: Path) -> None:
    file = tmp_path / "plan.txt"
    file.write_bytes(content)
    with pytest.raises(pp.PackageError) as error:
        pp.draft(file)
    assert (error.value.en, error.value.zh) == (en.format(file), zh.format(file))


def test_an_empty_text_is_said_to_be_empty() -> None:
    with pytest.raises(pp.PackageError) as error:
        pp.draft("\n \n")
    assert error.value.en == "the text is empty; give the whole text of a plan"
    assert error.value.zh == "文本为空，请提供规划全文"


def test_two_plans_in_one_text_are_named() -> None:
    second = PLAN.replace("水磨产业规划", "丝绸产业行动方案")
    with pytest.raises(pp.PackageError) as error:
        pp.draft(PLAN + second)
    titles = "云河省水磨产业规划; 云河省丝绸产业行动方案"
    assert error.value.en == f"the text has several plans: {titles}; save the text of each as a file of its own"
    assert error.value.zh == "文本中有多部规划：云河省水磨产业规划、云河省丝绸产业行动方案，请分别存为单独的文件"


def test_a_notice_and_a_title_that_comes_again_are_no_second_plan() -> None:
    notice = "云河省人民政府关于印发水磨产业规划的通知\n一、各市要落实。\n"
    assert len(pp.draft(notice + PLAN + "云河省丝绸产业行动方案\n另行印发。\n")["plans"]) == 1
