"""Every rule by its code, and what it says of itself."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import import_module
from types import ModuleType

import pytest

from pyplanning import rule
from pyplanning.validation.explain import (
    collect,
    description,
    explain,
    explanation,
    modules_by_code,
    rules,
    sentence,
)


def module(**members: object) -> ModuleType:
    made = ModuleType("made")
    vars(made).update(members)
    return made


@rule.rule(
    "PL998",
    en="{key} – {value} of {one_other}",
    zh="{key}：{value_zh}为{one_other}",
    column="*_en !note",
    level="warning",
)
def odd(number: int) -> list[int]:
    """A number is odd,
    as ``odd`` says.

    Even numbers come in pairs.

    Returns the offending rows.
    Fix: add one,
    or take one away.
    """
    return [number]


ENGLISH = """\
PL504 · error · columns: section_id

The row's section is the deepest one that contains the evidence.
Fix: give the section that contains the evidence.

‹key› – section ‹value› does not contain the evidence at ‹start› – found ‹found›
〈主键〉：章节〈值〉不包含第〈位置〉字处的证据，该处属于〈实际内容〉"""
CHINESE = """\
PL504 · 错误 · 列：section_id

The row's section is the deepest one that contains the evidence.
Fix: give the section that contains the evidence.

〈主键〉：章节〈值〉不包含第〈位置〉字处的证据，该处属于〈实际内容〉
‹key› – section ‹value› does not contain the evidence at ‹start› – found ‹found›"""


@pytest.mark.parametrize(("lang", "text"), [("en", ENGLISH), ("zh", CHINESE)])
def test_a_rule_is_explained(lang: str, text: str) -> None:
    assert explain("PL504", lang) == text


def test_a_warning_without_a_column() -> None:
    assert explain("PL502", "en").splitlines()[0] == "PL502 · warning"
    assert explain("PL502", "zh").splitlines()[0] == "PL502 · 警告"


@pytest.mark.parametrize(
    ("lang", "head"),
    [
        ("en", "PL998 · warning · tables: targets, parks · columns: *_en, not note"),
        ("zh", "PL998 · 警告 · 表：targets、parks · 列：*_en、非note"),
    ],
)
def test_tables_and_columns_are_listed(lang: str, head: str) -> None:
    made = rule.Message("PL998", odd.en, odd.zh, odd.text, odd.column, odd.level, ("targets", "parks"))
    assert explanation(made, lang).splitlines()[0] == head


def test_a_docstring_has_two_parts() -> None:
    assert description(odd) == (
        "A number is odd, as `odd` says.\n\nEven numbers come in pairs.",
        "add one, or take one away.",
    )


def test_a_rule_without_a_remedy_has_no_line_for_it() -> None:
    assert "Fix" not in explanation(rule.rule("PL997", en="e", zh="z")(module), "en")


def test_the_module_of_every_rule_is_found_in_its_source() -> None:
    found = modules_by_code()
    assert found.keys() == rules().keys()
    assert all(code in collect([import_module(module)]) for code, module in found.items())
    made = [code for module in {*found.values()} for code in collect([import_module(module)])]
    assert {*made} == found.keys()


@pytest.mark.parametrize("code", ["PL006", "PL020", "PL105", "PL301", "PL323", "PL401", "PL504", "PL512"])
def test_to_explain_a_rule_nothing_heavy_is_imported(code: str) -> None:
    work = (
        f"import sys; from pyplanning.validation.explain import explain; explain({code!r}, 'zh'); print(*sys.modules)"
    )
    loaded = subprocess.run([sys.executable, "-c", work], capture_output=True, check=True, text=True).stdout.split()
    assert {"polars", "polars._plr", "pandas", "frictionless", "openpyxl"}.isdisjoint(loaded)


def test_rules_that_were_explained_run() -> None:
    work = """
from pyplanning.validation.explain import explain
explain("PL323", "en")
from pyplanning.validators.figures import thing
print(thing("a").meta.root_names())
import pyplanning as pp
print(pp.validate().valid)
"""
    done = subprocess.run([sys.executable, "-c", work], capture_output=True, check=True, text=True)
    assert done.stdout == "['a']\nTrue\n"


def test_what_findings_fill_in_is_in_words() -> None:
    assert sentence(odd, "en") == "‹key› – ‹value› of ‹one other›"
    assert sentence(odd, "zh") == "〈主键〉：〈值〉为〈one_other〉"
    column = rule.rule("PL996", en="{target_year}", zh="{target_year}年")(len)
    assert (sentence(column, "en"), sentence(column, "zh")) == ("‹target year›", "〈目标年份〉年")


@pytest.mark.parametrize("code", ["pl504", " PL504\n"])
def test_a_code_is_known_however_it_is_typed(code: str) -> None:
    assert explain(code, "en") == ENGLISH


@pytest.mark.parametrize(("code", "near"), [("PL5O9", "PL509"), ("P201", "PL201")])
def test_an_unknown_code_is_told_with_the_nearest(code: str, near: str) -> None:
    with pytest.raises(KeyError) as caught:
        explain(code, "en")
    assert caught.value.args == (f"no rule '{code}'; did you mean '{near}'?",)


def test_rules_are_in_the_order_of_their_codes() -> None:
    found = rules()
    assert [*found] == sorted(found)
    assert all(code == each.code for code, each in found.items())
    assert {"PL001", "PL101", "PL201", "PL501", "PL509"} <= {*found}


def test_every_rule_says_what_and_how_to_mend_it_in_words_of_its_own() -> None:
    said = {code: description(each) for code, each in rules().items()}
    assert [code for code, (what, fix) in said.items() if not (what and fix.endswith("."))] == []
    assert len({what for what, _ in said.values()}) == len(said)


def test_every_word_of_a_chinese_sentence_is_chinese() -> None:
    said = [word for each in rules().values() for word in re.findall("〈(.*?)〉", sentence(each, "zh"))]
    assert [word for word in said if re.search("[a-z_]", word)] == []


def test_a_rule_may_be_known_in_several_modules() -> None:
    assert collect([module(a=odd, n=1), module(b=odd)]) == {"PL998": odd}


def test_a_code_is_used_once() -> None:
    with pytest.raises(ValueError, match="PL998 is the code of two rules, one of them in made"):
        collect([module(a=odd), module(b=rule.rule("PL998", en="e", zh="z")(len))])
