"""Rules are run over cells, rows and tables; known issues are set aside, and must still occur."""

from dataclasses import replace
from types import ModuleType

import polars as pl
import pytest

from pyplanning.datapackage.descriptor import descriptor, root
from pyplanning.datapackage.resource import Package
from pyplanning.io.read import read
from pyplanning.io.table import Table
from pyplanning.rule import ROW, cell_rule, row_rule, table_rule
from pyplanning.validation import run_rules
from pyplanning.validation.constraints import typed_table
from pyplanning.validation.run_rules import AcceptedIssue
from pyplanning.validators import consistency, counts, dates, hygiene, measures, plausibility, trees

MODULES = (hygiene, dates, measures, trees, consistency, counts, plausibility)
PACKAGE = Package(
    {
        "resources": [
            {
                "name": "lakes",
                "schema": {
                    "fields": [
                        {"name": "lake_id", "type": "string", "constraints": {"pattern": "[a-z]+"}},
                        {"name": "name_zh", "type": "string"},
                        {"name": "name_en", "type": "string"},
                        {"name": "depth", "type": "number"},
                    ],
                    "primaryKey": ["lake_id"],
                },
            },
            {
                "name": "boats",
                "schema": {
                    "fields": [
                        {"name": "lake_id", "type": "string"},
                        {"name": "number", "type": "integer"},
                        {"name": "depth", "type": "number"},
                    ],
                    "primaryKey": ["lake_id", "number"],
                },
            },
        ]
    }
)
SAID = {"en": "{table} {key} {column} {value}", "zh": "{table}{key}{column}{value}"}


@row_rule("PL903", column="depth", **SAID)
def too_deep(depth):
    """A row rule."""
    return depth > 100


@row_rule("PL902", column="depth", tables=("boats",), **SAID)
def deep_boat(depth):
    """A row rule for one table."""
    return depth > 100


@table_rule("PL901", tables=("boats",), column="lake_id", en="{key} {found} {expected}", zh="{key}{found}{expected_zh}")
def lost_boat(boats, lakes):
    """A table rule."""
    lost = boats.join(lakes.select("lake_id"), on="lake_id", how="anti")
    return lost.with_columns(
        pl.lit(1.5).alias("found"), pl.lit("a").alias("expected"), pl.lit("甲").alias("expected_zh")
    )


@table_rule("PL904", tables=("lakes", "boats", "ships"), **SAID)
def deepest(rows):
    """A table rule for several tables, which names the column."""
    return rows.filter(pl.col("depth") == pl.col("depth").max()).with_columns(pl.lit("depth").alias("column"))


@cell_rule("PL905", column="*_zh *_en !name_en", **SAID)
def no_x(cell):
    """A rule over cells."""
    return cell.str.contains("x")


@table_rule("PL906", tables=("lakes",), column="width", **SAID)
def needs_width(lakes):
    """A table rule that needs a column."""
    return lakes.filter(pl.col("width") > 0)


def tables(**frames):
    return {
        name: pl.DataFrame({ROW: range(1, len(next(iter(columns.values()))) + 1), **columns})
        for name, columns in frames.items()
    }


TABLES = tables(
    lakes={"lake_id": ["moon", "sun"], "name_zh": ["x", None], "name_en": ["x", "x"], "depth": [200.0, None]},
    boats={"lake_id": ["moon", "star"], "number": [1, 2], "depth": [0.1 + 0.2, 4000.0]},
)


@pytest.fixture
def found(apply_rules):
    def places(*rules, frames=TABLES, **options):
        issues = apply_rules(rules, frames, PACKAGE, **options)
        return [(i.code, i.table, i.row, i.column, i.key, i.value) for i in issues]

    return places


def test_rules_are_in_the_order_of_their_codes():
    module = ModuleType("module")
    module.b, module.a, module.other = too_deep, lost_boat, print
    assert run_rules.rules(module) == [lost_boat, too_deep]


def test_a_rule_over_rows_applies_to_every_table_with_its_columns(found):
    assert found(too_deep) == [
        ("PL903", "boats", 2, "depth", "star/2", "4000"),
        ("PL903", "lakes", 1, "depth", "moon", "200"),
    ]


def test_a_rule_over_rows_may_name_its_tables(found):
    assert found(deep_boat) == [("PL902", "boats", 2, "depth", "star/2", "4000")]


def test_a_rule_over_tables_gives_words_to_its_sentences(apply_rules):
    (issue,) = apply_rules([lost_boat], TABLES, PACKAGE)
    assert (issue.key, issue.value, issue.column) == ("star/2", "star", "lake_id")
    assert (issue.en, issue.zh) == ("star/2 1.5 a", "star/21.5甲")


def test_a_rule_over_tables_may_stand_for_several_and_name_the_column(found):
    assert found(deepest) == [
        ("PL904", "boats", 2, "depth", "star/2", "4000"),
        ("PL904", "lakes", 1, "depth", "moon", "200"),
    ]


def test_a_rule_over_cells_takes_the_columns_that_it_names(found):
    assert found(no_x) == [("PL905", "lakes", 1, "name_zh", "moon", "x")]


def test_cells_with_a_trace_of_a_rule_are_suspect():
    (lakes, _), traced = PACKAGE.resources, replace(no_x, trace="[xy]")
    names = pl.DataFrame({"name_zh": ["月", "x", "y", "z"]})
    (where,) = run_rules.suspicions([traced, replace(traced, trace="z")], lakes, names.columns)
    assert names.filter(where)["name_zh"].to_list() == ["x", "y", "z"]
    (where,) = run_rules.suspicions([no_x], lakes, names.columns)
    assert names.filter(where)["name_zh"].to_list() == ["x"]


@pytest.mark.parametrize("frames", [{}, {"boats": TABLES["boats"]}], ids=["none", "one"])
def test_a_rule_whose_tables_are_not_all_there_is_not_run(found, frames):
    assert found(lost_boat, frames=frames) == []


def test_a_rule_may_look_into_tables_that_are_not_checked(found):
    boats = {"boats": TABLES["boats"]}
    assert [place[4] for place in found(lost_boat, too_deep, frames=boats, others=TABLES)] == ["star/2", "star/2"]
    assert found(lost_boat, frames={"lakes": TABLES["lakes"]}, others=TABLES) == []


def test_a_rule_whose_columns_are_not_all_there_is_not_run(found):
    bare = tables(lakes={"lake_id": ["moon"]})
    assert found(too_deep, needs_width, no_x, frames=bare) == []


def test_no_more_than_the_limit_is_told(found):
    deep = tables(lakes={"lake_id": list("abc"), "name_zh": ["x"] * 3, "depth": [200.0] * 3})
    assert [place[2] for place in found(too_deep, frames=deep, limit=2)] == [1, 2]
    assert [place[2] for place in found(no_x, frames=deep, limit=1)] == [1]


def test_the_place_is_that_of_the_table(apply_rules):
    sheet = Table("boats", "f.xlsx", TABLES["boats"].lazy(), sheet="boats", letters={"depth": "B"})
    (issue,) = apply_rules([deep_boat], TABLES, PACKAGE, tables={"boats": sheet})
    assert (issue.file, issue.sheet, issue.row, issue.cell) == ("f.xlsx", "boats", 2, "B3")


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (4000.0, "4000"), (0.1 + 0.2, "0.3"), (1e11, "100000000000"), (3, "3"), ("a", "a"), (1e300, "1e+300")],
)
def test_as_text(value, text):
    assert run_rules.as_text(value) == text


@pytest.mark.parametrize(
    ("patterns", "columns"),
    [("*", ["name_zh", "name_en"]), ("*_en", ["name_en"]), ("* !*_en", ["name_zh"]), ("!name_zh", []), ("", [])],
)
def test_text_columns_are_those_that_nothing_else_describes(patterns, columns):
    assert run_rules.text_columns(PACKAGE.tables["lakes"], patterns) == columns


# Known issues


def listed(code="PL903", table="lakes", key="moon"):
    return AcceptedIssue(code, table, key, "as printed")


def test_a_known_issue_is_dropped(apply_rules):
    issues = apply_rules([too_deep], TABLES, PACKAGE)
    assert [i.table for i in run_rules.accept(issues, [listed()])] == ["boats"]
    assert run_rules.accept(issues, []) == issues


@pytest.mark.parametrize(
    "known", [listed("PL904"), listed(table="boats"), listed(key="sun")], ids=["code", "table", "key"]
)
def test_an_exception_that_no_longer_occurs_is_an_error(apply_rules, known):
    issues = apply_rules([too_deep], TABLES, PACKAGE)
    *_, stale = [i for i in run_rules.accept(issues, [known]) if i.code == "PL020"]
    assert len(run_rules.accept(issues, [known])) == len(issues) + 1
    assert (stale.level, stale.file, stale.table, stale.key) == (
        *("error", "validators/exceptions.toml", known.table, known.key),
    )


def test_a_stale_exception_is_told_in_both_languages():
    (issue,) = run_rules.accept([], [listed()])
    assert issue.en == (
        "validators/exceptions.toml – PL903 of lakes moon is listed as known but no longer occurs"
        " – expected only issues that still occur"
    )
    assert issue.zh == "validators/exceptions.toml：lakes表moon的PL903已列为已知问题，但现已不存在，应删除该条目"


def test_exceptions_are_read_from_the_package(monkeypatch, tmp_path):
    file = tmp_path / run_rules.EXCEPTIONS
    file.parent.mkdir()
    file.write_text('[[exception]]\ncode = "PL903"\ntable = "lakes"\nkey = "moon"\nreason = "深"\n', encoding="utf-8")
    monkeypatch.setattr(run_rules, "root", lambda: tmp_path)
    assert run_rules.exceptions() == [AcceptedIssue("PL903", "lakes", "moon", "深")]


def test_every_exception_says_why():
    assert all(known.reason for known in run_rules.exceptions())


@pytest.fixture(scope="module")
def shipped(apply_rules):
    """The issues that the rules find in the shipped package."""
    frames = {t.name: typed_table(t.frame, descriptor().table(t.name)).collect() for t in read(root())}
    rules = [one for module in MODULES for one in run_rules.rules(module)]
    return apply_rules(rules, frames)


def test_the_shipped_package_passes_with_its_exceptions(shipped):
    assert run_rules.accept(shipped, run_rules.exceptions()) == []


def test_codes_are_used_once():
    rules = [one for module in (*MODULES, run_rules) for one in run_rules.rules(module)]
    codes = [one.code for one in rules]
    assert len(codes) == len({*codes})
    assert all(one.level == ("warning" if one.code.startswith("PL4") else "error") for one in rules)
    assert all("Fix:" in one.text for one in rules)


@pytest.mark.parametrize(
    ("rule", "table", "columns"),
    [
        (dates.dates_in_order, "plans", ["issued_on", "effective_from", "effective_to"]),
        (trees.no_cycle, "targets", ["restates_id", "part_of_id"]),
        (trees.no_cycle, "units", []),
        (hygiene.english, "units", ["name_en"]),
        (measures.range_in_order, "targets", ["value"]),
        (measures.range_in_order, "units", []),
    ],
)
def test_the_columns_that_a_rule_may_concern(rule, table, columns):
    assert run_rules.columns_concerned(rule, descriptor().tables[table]) == columns
