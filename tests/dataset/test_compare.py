"""Targets that meet in a concept and an indicator, or in narrower ones."""

import zipfile

import pandas as pd
import pytest

import pyplanning as pp
from pyplanning.datapackage.field_words import labels
from pyplanning.dataset.compare import COLUMNS, DIFFERENCES, WORDS, narrower
from pyplanning.dataset.progress import RESOURCE

# Two provinces: each has its own measure of size for its own branch of flight.
UNITS = [
    ("yi-yuan", "亿元", "money", "1e8"),
    ("wan-yi-yuan", "万亿元", "money", "1e12"),
    ("percent", "%", "share", "1"),
]
INDICATORS = [
    ("size", "产业规模", ""),
    ("revenue", "营业收入", "size"),
    ("output", "产值", "size"),
    ("tax", "税收", ""),
]
CONCEPTS = [
    ("flight", "航空航天", ""),
    ("space", "航天", "flight"),
    ("satellites", "卫星", "space"),
    ("drones", "无人机", "flight"),
    ("fibres", "纤维", ""),
]
TARGETS = {
    "a-space": {"indicator_id": "revenue", "industry_id": "a-space", "value": "1", "unit_id": "wan-yi-yuan"},
    "a-space-again": {"indicator_id": "revenue", "industry_id": "a-space", "value": "10000", "restates_id": "a-space"},
    "a-space-rate": {"indicator_id": "revenue", "industry_id": "a-space", "value": "8", "unit_id": "percent"},
    "a-space-tax": {"indicator_id": "tax", "industry_id": "a-space", "value": "5"},
    "a-fibres": {"indicator_id": "revenue", "industry_id": "a-fibres", "value": "7"},
    "a-all": {"indicator_id": "output", "value": "90"},
    "b-drones": {"plan_id": "b", "indicator_id": "output", "industry_id": "b-drones", "value": "20"},
    "b-drones-late": {"plan_id": "b", "indicator_id": "output", "industry_id": "b-drones", "target_year": "2035"},
    "b-satellites": {"plan_id": "b", "indicator_id": "size", "industry_id": "b-satellites", "value": "30"}
    | {"value_max": "40", "part_of_id": "b-drones", "unit_id": ""},
}
TARGET = {"plan_id": "a", "region_code": "990000", "measure": "level", "unit_id": "yi-yuan", "target_year": "2030"}
BRANCHES = {"a-space": "space", "a-fibres": "fibres", "b-drones": "drones", "b-satellites": "satellites"}
ROWS = {
    "targets": [TARGET | {"target_id": key} | cells for key, cells in TARGETS.items()],
    "industries": [{"industry_id": key, "concept_id": concept} for key, concept in BRANCHES.items()],
    "industry_concepts": [
        {"concept_id": key, "name_zh": zh, "name_en": key.title(), "broader_id": above} for key, zh, above in CONCEPTS
    ],
    "indicators": [
        {"indicator_id": key, "name_zh": zh, "name_en": key.title(), "broader_id": above}
        for key, zh, above in INDICATORS
    ],
    "units": [
        {"unit_id": key, "name_zh": zh, "name_en": key.upper(), "quantity": quantity, "factor": factor}
        for key, zh, quantity, factor in UNITS
    ],
}


@pytest.fixture
def release(write_package):
    return write_package(ROWS)


def keys(frame):
    return frame["target_id"].tolist()


def test_broader_concepts_and_indicators_take_in_narrower_ones(release):
    rows = pp.compare("flight", "size", release=release)
    assert list(rows.columns) == COLUMNS
    assert keys(rows) == ["a-space", "a-space-rate", "b-drones", "b-satellites", "b-drones-late"]
    assert rows["concept_id"].tolist() == ["space", "space", "drones", "satellites", "drones"]
    assert rows["indicator_id"].tolist() == ["revenue", "revenue", "output", "size", "output"]
    assert rows["part_of_id"].fillna("").tolist() == ["", "", "", "b-drones", ""]
    assert rows.index.tolist() == [0, 1, 2, 3, 4]


def test_narrower_ones_do_not_take_in_broader_ones(release):
    assert keys(pp.compare("satellites", "size", release=release)) == ["b-satellites"]
    assert keys(pp.compare("flight", "revenue", release=release)) == ["a-space", "a-space-rate"]
    assert keys(pp.compare("space", "output", release=release)) == []


def test_what_restates_another_is_left_out(release):
    assert "a-space-again" not in keys(pp.compare(release=release))


def test_without_a_concept_or_an_indicator_all_are_taken(release):
    assert keys(pp.compare("space", release=release)) == ["a-space", "a-space-rate", "a-space-tax", "b-satellites"]
    assert keys(pp.compare(indicator="output", release=release)) == ["a-all", "b-drones", "b-drones-late"]
    assert {*keys(pp.compare(release=release))} == {*TARGETS} - {"a-space-again"}


@pytest.mark.parametrize("unit", ["yi-yuan", "亿元", "YI-YUAN"])
def test_with_a_unit_the_others_are_left_out(release, unit):
    rows = pp.compare("flight", "size", unit=unit, release=release)
    assert keys(rows) == ["a-space", "b-drones", "b-drones-late"]
    assert rows["value"].tolist() == [10_000, 20, pd.NA]
    assert {*rows["unit_id"]} == {"yi-yuan"}


@pytest.mark.parametrize(
    ("concept", "indicator"), [("航空航天", "产业规模"), ("Flight", "Size"), ("flight", "产业规模")]
)
def test_names_stand_for_keys(release, concept, indicator):
    expected = pp.compare("flight", "size", release=release)
    pd.testing.assert_frame_equal(pp.compare(concept, indicator, release=release), expected)


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"concept": "satelites"}, "no concept 'satelites'; did you mean 'satellites'?"),
        ({"concept": "航空"}, "no concept '航空'; did you mean '航空航天'?"),
        ({"indicator": "revenues"}, "no indicator 'revenues'; did you mean 'revenue'?"),
        ({"unit": "yi-yaun"}, "no unit 'yi-yaun'; did you mean 'yi-yuan'?"),
        ({"concept": "zzz"}, "no concept 'zzz'; choose one of flight, space, satellites, drones, fibres"),
    ],
)
def test_what_is_unknown_names_the_nearest(release, asked, error):
    with pytest.raises(KeyError) as caught:
        pp.compare(**asked, release=release)
    assert caught.value.args == (error,)


def test_a_release_may_be_an_archive(release, tmp_path):
    archive = tmp_path / "release.zip"
    with zipfile.ZipFile(archive, "w") as zipped:
        for file in sorted(path for path in release.rglob("*") if path.is_file()):
            zipped.write(file, file.relative_to(release))
    expected = pp.compare("flight", "size", "亿元", release=release)
    pd.testing.assert_frame_equal(pp.compare("flight", "size", "亿元", release=archive), expected)


def test_the_units_of_a_release_are_its_own(write_package):
    units = [unit | {"factor": "2e8"} if unit["unit_id"] == "yi-yuan" else unit for unit in ROWS["units"]]
    rows = pp.compare("drones", "size", "wan-yi-yuan", release=write_package(ROWS | {"units": units}))
    assert rows["value"].tolist() == [pytest.approx(0.004), pd.NA]


def test_an_older_release_lacks_columns(write_package):
    def older(package):
        (targets,) = (table for table in package["resources"] if table["name"] == "targets")
        fields = targets["schema"]["fields"]
        targets["schema"]["fields"] = [field for field in fields if field["name"] not in ("recognition", "restates_id")]
        keys = targets["schema"]["foreignKeys"]
        targets["schema"]["foreignKeys"] = [
            key for key in keys if key["fields"] not in ("restates_id", ["restates_id"])
        ]

    folder = write_package({}, older)
    for derive in (pp.compare, pp.trajectories):
        with pytest.raises(pp.PackageError, match=r"has no recognition.* read a release that has it") as caught:
            derive(release=folder)
        assert "recognition" in caught.value.zh


def test_a_circle_of_broader_ones_ends():
    rows = {key: {"name_zh": "", "name_en": "", "broader_id": above} for key, above in ("ab", "ba", "cb")}
    assert narrower("a", rows, "concept", "概念") == {"a", "b", "c"}


def test_of_what_is_said_several_times_the_row_asked_for_is_kept(write_package):
    targets = [row | ({"indicator_id": "tax"} if row["target_id"] == "a-space" else {}) for row in ROWS["targets"]]
    release = write_package(ROWS | {"targets": targets})
    assert keys(pp.compare("space", "revenue", release=release)) == ["a-space-again", "a-space-rate"]
    assert "a-space-again" not in keys(pp.compare("space", release=release))


# Why two figures do not compare


PLANS = [{"plan_id": "a", "region_code": "990000"}, {"plan_id": "b", "region_code": "980000"}]


def compared(write_package, unit=None, **rows):
    """What differs, and from which row, by target: two plans of two regions with the rows given."""
    targets = [TARGET | {"target_id": key} | cells for key, cells in rows.items()]
    frame = pp.compare(unit=unit, release=write_package(ROWS | {"targets": targets, "plans": PLANS}))
    pairs = frame.set_index("target_id")[["compared_with", "differs"]]
    return {key: tuple(None if pd.isna(cell) else cell for cell in row) for key, *row in pairs.itertuples()}


B = {"plan_id": "b", "region_code": "980000"}
SIZE = {"indicator_id": "size", "value": "1"}


@pytest.mark.parametrize(
    ("cells", "differs"),
    [
        ({}, ""),
        ({"value": "7", "comparator": "ge", "unit_id": "wan-yi-yuan"}, ""),
        ({"value": ""}, "value"),
        ({"measure": "cagr", "unit_id": "percent"}, "measure, unit"),
        ({"unit_id": "percent"}, "unit"),
        ({"indicator_id": "revenue"}, "indicator"),
        ({"subject_zh": "卫星"}, "subject"),
        ({"region_code": "980001"}, "area"),
        ({"region_code": "990000"}, ""),
        ({"recognition": "national"}, "recognition"),
        ({"start_year": "2020"}, "span"),
        ({"target_year": "2035"}, "year"),
        ({"target_year": "2035", "indicator_id": "output", "measure": "rank"}, "measure, indicator, year"),
    ],
)
def test_a_row_says_in_what_it_differs_from_that_of_another_plan(write_package, cells, differs):
    found = compared(write_package, one=SIZE, other=SIZE | B | cells)
    assert found == {"one": ("other", differs), "other": ("one", differs)}


def test_a_narrower_concept_is_another_industry(write_package):
    found = compared(write_package, one=SIZE | {"industry_id": "a-space"}, other=SIZE | B | {"industry_id": "b-drones"})
    assert found["one"] == ("other", "industry")


def test_what_has_nothing_in_common_is_not_compared(write_package):
    rows = {"tax": B | SIZE | {"indicator_id": "tax"}, "fibres": SIZE | B | {"industry_id": "a-fibres"}}
    found = compared(write_package, one=SIZE, same=SIZE | {"target_year": "2031"}, **rows)
    assert {*found.values()} == {(None, None)}


def test_labels_say_the_same_in_words(write_package):
    targets = [TARGET | SIZE | cells | {"target_id": key} for key, cells in (("one", {}), ("other", B))]
    targets[1] |= {"value": "", "indicator_id": "output", "target_year": "2035"}
    release = write_package(ROWS | {"targets": targets, "plans": PLANS})
    rows = pp.compare(release=release, labels="zh")
    assert rows["differs_zh"].tolist() == ["未给出数值；指标不同；目标年份不同"] * 2
    assert rows["indicator_name_zh"].tolist() == ["产业规模", "产值"]
    assert rows["measure_zh"].tolist() == ["水平值"] * 2
    rows = pp.compare(release=release, labels="en")
    assert rows["differs_en"].tolist() == ["no value is given; another indicator; another target year"] * 2
    with pytest.raises(ValueError, match="labels must be 'zh', 'en' or None, not 'fr'"):
        pp.compare(release=release, labels="fr")


def test_every_difference_has_words():
    for lang in ("zh", "en"):
        rows = pp.compare(labels=lang)
        assert (rows["differs"].isna() == rows[f"differs_{lang}"].isna()).all()
        assert (rows["differs"].eq("") == rows[f"differs_{lang}"].eq("")).all()
        assert {*WORDS[lang]} | {*labels(RESOURCE.field("reason"), lang)} >= {*DIFFERENCES}


def test_the_nearest_row_is_chosen(write_package):
    others = {
        "far": SIZE | B | {"indicator_id": "output", "target_year": "2035"},
        "rate": SIZE | B | {"measure": "cagr", "unit_id": "percent"},
        "late": SIZE | B | {"target_year": "2035"},
    }
    found = compared(write_package, one=SIZE, **others)
    assert found["one"] == ("late", "year")
    assert compared(write_package, one=SIZE, **{k: others[k] for k in ("far", "rate")})["one"][0] == "far"


# The shipped package


def test_nothing_of_the_shipped_package_is_said_twice():
    rows = pp.compare("new-materials")
    restated = pp.load("targets").dropna(subset="restates_id")["target_id"]
    assert rows["target_id"].is_unique
    assert not rows["target_id"].isin(restated).any()


def test_every_difference_is_one_that_is_explained():
    rows = pp.compare()
    named = {word for cell in rows["differs"].dropna() for word in cell.split(", ") if word}
    assert named <= {*DIFFERENCES}
    assert (rows["compared_with"].isna() == rows["differs"].isna()).all()
    plans = rows.set_index("target_id")["plan_id"]
    pairs = rows.dropna(subset="compared_with")
    assert (pairs["compared_with"].map(plans) != pairs["plan_id"]).all()
