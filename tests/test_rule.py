"""What a rule is, and that every rule is whole."""

import re
import string

import pytest

from pyplanning.rule import rule
from pyplanning.validation.explain import rules

RULES = [*rules().values()]
EVERY_RULE = pytest.mark.parametrize("found", RULES, ids=lambda found: found.code)


@rule("PL999", en="{table} row {row} – {value} of {more}", zh="{table}第{row}行：{value}，{more}", column="x")
def odd(number: int) -> bool:
    """A number is odd."""
    return number % 2 == 1


def test_a_rule_decides_and_says():
    assert odd.check(3)
    assert not odd.check(4)
    issue = odd.issue(table="t", row=2, value="4", key="k", file="t.csv", suggestion="5", more="all")
    assert (issue.en, issue.zh) == ("t row 2 – 4 of all", "t第2行：4，all")
    assert (issue.code, issue.level, issue.column) == ("PL999", "error", "x")
    assert (issue.table, issue.row, issue.value, issue.key, issue.file, issue.suggestion) == (
        *("t", 2, "4", "k", "t.csv", "5"),
    )


def test_the_place_may_name_another_column():
    assert odd.issue(column="y", more="").column == "y"


def test_a_word_that_the_sentence_needs_must_be_given():
    with pytest.raises(KeyError, match="more"):
        odd.issue(table="t")


def test_what_a_cell_says_is_not_a_template():
    assert odd.issue(table="t", value="{row} {0}", more="{").en == "t row 0 – {row} {0} of {"


def test_the_level_is_that_of_the_rule():
    warning = rule("PL998", en="e", zh="z", level="warning")(len)
    assert warning.issue().level == "warning"


def test_codes_are_unique_and_in_one_form():
    codes = [found.code for found in RULES]
    assert len(codes) == len({*codes})
    assert all(re.fullmatch(r"PL\d{3}", code) for code in codes)


def test_every_rule_known_today_is_there():
    expected = {f"PL{n:03}" for n in (1, 2, 3, 4, *range(101, 112), 201, 202, *range(501, 511))}
    assert expected <= {found.code for found in RULES}


@EVERY_RULE
def test_a_rule_speaks_both_languages_about_the_same_things(found):
    def named(sentence):
        return {name.removesuffix("_zh") for _, name, _, _ in string.Formatter().parse(sentence) if name}

    assert named(found.en) == named(found.zh)
    assert re.search(r"[\u4e00-\u9fff]", found.zh) or found.code in ("PL001", "PL002")
    assert not re.search(r"[\u4e00-\u9fff]", found.en)


@EVERY_RULE
def test_a_rule_is_explained(found):
    assert found.text
    assert "Fix:" in found.text
