"""What the package says of work reports: each headline indicator of each has a figure, or is said to be absent."""

import pytest

import pyplanning as pp


@pytest.fixture(scope="module")
def reports():
    plans = pp.load("plans")
    return set(plans[plans["kind"] == "work_report"]["plan_id"])


@pytest.fixture(scope="module")
def coverage():
    return pp.load("indicator_coverage")


@pytest.mark.parametrize("table", ["targets", "observations"])
def test_every_report_is_asked_for_the_same_indicators(reports, coverage, table):
    asked = coverage[coverage["table_name"] == table].groupby("plan_id")["indicator_id"].agg(frozenset)
    assert set(asked.index) == reports
    assert len(set(asked)) == 1


def test_what_is_absent_says_so_in_both_languages(coverage):
    absent = coverage[coverage["state"] == "absent"]
    assert absent["note_zh"].notna().all()
    assert absent["note_en"].notna().all()


def test_one_line_gives_what_every_province_aims_at(reports):
    growth = pp.compare(indicator="gdp").query("target_year == 2026 and measure == 'cumulative_change'")
    assert set(growth["plan_id"]) == reports
    assert growth["region_code"].is_unique
    assert growth["evidence"].notna().all()


def test_a_section_read_in_part_is_of_a_report(reports):
    sections = pp.load("sections")
    assert set(sections[sections["scope"] != "full"]["plan_id"]) <= reports


def test_a_change_of_one_year_counts_from_the_year_before(reports):
    for table, year in (("targets", "target_year"), ("observations", "year")):
        rows = pp.load(table)
        rows = rows[rows["plan_id"].isin(reports) & (rows["measure"] == "cumulative_change")]
        assert (rows["start_year"].dropna() < rows.loc[rows["start_year"].notna(), year]).all()


def test_the_later_document_of_a_relation_has_the_later_target():
    relations, targets = pp.load("target_relations"), pp.load("targets").set_index("target_id")
    linked = relations[relations["related_id"].notna()]
    assert (targets.loc[linked["related_id"], "plan_id"].to_numpy() == linked["plan_id"].to_numpy()).all()
    assert (relations["related_id"].isna() == (relations["relation"] == "drops")).all()
