"""Compare plans: the targets that meet in a concept and an indicator, or in narrower ones, and how far they compare."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from pyplanning.datapackage.field_words import labels as labels_of
from pyplanning.datapackage.metadata import Lang
from pyplanning.datapackage.resource import Package, Resource
from pyplanning.dataset.baseline import SUBJECT, Row
from pyplanning.dataset.convert import UNITS, in_unit
from pyplanning.dataset.derived import Cells
from pyplanning.dataset.labelled import check_labels, with_labels
from pyplanning.dataset.outcome import broadest, unlike
from pyplanning.dataset.progress import RESOURCE
from pyplanning.dataset.read import (
    Release,
    cells_in,
    find_key,
    frame_of,
    needed_columns,
    open_package,
    read_cells,
    with_cells,
)

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = [
    *("plan_id", "region_code", "concept_id", "industry_id", "indicator_id", "recognition", "measure", "comparator"),
    *("value", "value_max", "unit_id", "start_year", "target_year", "part_of_id", "target_id", "evidence"),
    *("compared_with", "differs"),
]
NEEDED: Mapping[str, Sequence[str]] = {
    "targets": ["target_id", *(n for n in COLUMNS[:-2] if n not in ("target_id", "concept_id")), "restates_id"],
    "industries": ["industry_id", "concept_id"],
    "industry_concepts": ["concept_id", "name_zh", "name_en", "broader_id"],
    "indicators": ["indicator_id", "name_zh", "name_en", "broader_id"],
    "plans": ["plan_id", "region_code"],
    "units": UNITS,
}
NEWER = {"targets": [SUBJECT]}
SORTED = ("plan_id", "target_year", "concept_id", "indicator_id", "target_id")
# In what two figures may differ, the gravest first: reasons of ``progress``, no value in one of them, and the year.
DIFFERENCES = ("value", "measure", "unit", "indicator", "industry", "subject", "area", "recognition", "span", "year")

# The words for those that are not among the reasons of ``progress``.
WORDS = {
    "zh": {"value": "未给出数值", "year": "目标年份不同"},
    "en": {"value": "no value is given", "year": "another target year"},
}
BETWEEN = {"zh": "；", "en": "; "}

Rows = Mapping[Any, Row]  # by key


def compare(
    concept: str | None = None,
    indicator: str | None = None,
    unit: str | None = None,
    release: Release | None = None,
    labels: Lang | None = None,
) -> pd.DataFrame:
    """Select what every plan promises for an industry, and say which of the figures compare.

    ``concept`` is a row of ``industry_concepts``, ``indicator`` one of ``indicators``, each by its
    key or its Chinese or English name. Both take in the narrower ones below them (SKOS narrower),
    and each row shows its own: all targets for the size of aerospace are
    ``compare("aerospace", "industry-size")``. Where one is None, all are taken, also the targets that
    are for no industry. What a plan says several times is one row. With ``unit``, a key or name of
    ``units``, only the rows that convert to it are kept, and they are converted.

    ``compared_with`` is the target of another plan that is nearest to a row, under the same broadest indicator and
    concept, and ``differs`` says in what the two figures differ, so that they do not compare: "" in nothing, or
    several of value (one of them states none), measure, unit (another quantity), indicator, industry (another
    concept), subject, area (a province against a part of one), recognition, span (another start) and year, the
    gravest first. Both are null where no other plan has such a target. ``part_of_id`` names
    the total that a row is a part of: add up only rows whose total is not among them.

    ``release`` is a downloaded release to read instead of the installed package. ``labels`` ("zh" or "en") adds
    names and labels as ``load`` does, and ``differs`` in words.
    Returns a frame with the columns in ``COLUMNS``, ordered by plan, year, concept and indicator.
    Raises KeyError, naming the nearest, for an unknown concept, indicator or unit, ValueError for another language,
    and PackageError if the release cannot be read, or lacks a column that is needed.
    """
    check_labels(labels)
    with open_package(release) as (folder, package):
        tables = {
            name: read_cells(folder, *needed_columns(package, name, columns, NEWER.get(name, ())))
            for name, columns in NEEDED.items()
        }
        table = _resource(package)
        frame = frame_of(_select(tables, concept, indicator, unit), table)
        return _labelled(with_labels(frame, table, folder, package, labels), labels) if labels else frame


def _select(
    tables: Mapping[str, list[Cells]], concept: str | None, indicator: str | None, unit: str | None
) -> list[Cells]:
    """Select the targets that are asked for, in their order, each compared with that of another plan."""
    keyed = {name: {row[NEEDED[name][0]]: row for row in rows} for name, rows in tables.items()}
    branches = {key: row["concept_id"] for key, row in keyed["industries"].items()}
    rows: list[dict[str, Any]] = [row | {"concept_id": branches.get(row["industry_id"])} for row in tables["targets"]]
    for name, column, asked, kind, kind_zh in (
        ("industry_concepts", "concept_id", concept, "concept", "概念"),
        ("indicators", "indicator_id", indicator, "indicator", "指标"),
    ):
        if asked is not None:
            wanted = narrower(asked, keyed[name], kind, kind_zh)
            rows = [row for row in rows if row[column] in wanted]
    if unit is not None:
        rows = [*_converted(rows, find_key(unit, keyed["units"], "unit", "单位"), keyed["units"])]
    rows = said_once(rows, keyed["targets"])
    rows.sort(key=lambda row: [(row[column] is None, row[column] or 0) for column in SORTED])
    return _compared(rows, keyed)


def _labelled(frame: pd.DataFrame, lang: Lang) -> pd.DataFrame:
    """Add in words in what figures differ."""
    words = {**labels_of(RESOURCE.field("reason"), lang), **WORDS[lang]}

    def in_words(differs: str | None) -> str | None:
        return differs and BETWEEN[lang].join(words[one] for one in differs.split(", "))

    return with_cells(frame, {f"differs_{lang}": [*map(in_words, cells_in(frame, "differs"))]}, "string")


def narrower(name: str, rows: Rows, kind: str, kind_zh: str) -> set[str]:
    """Collect the key of the row with this key or name, and all below it, by ``broader_id``.

    Raises KeyError, naming the nearest, where there is no such row.
    """
    found, below = set[str](), {find_key(name, rows, kind, kind_zh)}
    while below - found:
        found |= below
        below = {key for key, row in rows.items() if row["broader_id"] in found}
    return found


def said_once(rows: Sequence[dict[str, Any]], targets: Rows) -> list[dict[str, Any]]:
    """Keep one row of those that say the same: the one that the others restate, if it is among them."""
    found: dict[str, dict[str, Any]] = {}
    for row in sorted(rows, key=lambda row: row["restates_id"] is not None):
        key, passed = row["target_id"], set[str]()
        while key not in passed and key in targets and targets[key]["restates_id"]:
            passed.add(key)
            key = targets[key]["restates_id"]
        found.setdefault(key, row)
    return [*found.values()]


def _converted(rows: Sequence[dict[str, Any]], unit: str, units: Rows) -> Iterator[dict[str, Any]]:
    """Yield the rows that convert to a unit, in it."""
    for row in rows:
        if units.get(row["unit_id"], {}).get("quantity") == units[unit]["quantity"]:
            figures = {name: row[name] for name in ("value", "value_max")}
            figures = {n: x if x is None else in_unit(x, row["unit_id"], unit, units) for n, x in figures.items()}
            yield row | figures | {"unit_id": unit}


class _Ground(NamedTuple):
    """What is needed to tell whether two figures compare."""

    concepts: Mapping[str, str]
    units: Rows
    plans: Rows

    def differences(self, one: Row, other: Row) -> list[str]:
        """List in what two figures of plans differ, the gravest first."""
        found = {*unlike(one, other, self.concepts, self.units)}
        places = [row["region_code"] for row in (one, other)]
        homes = [self.plans.get(row["plan_id"], {}).get("region_code") for row in (one, other)]
        if places[0] != places[1] and places != homes:  # a province compares with another, a part of it does not
            found.add("area")
        if None in (one["value"], other["value"]):
            found = found - {"unit"} | {"value"}
        if one["target_year"] != other["target_year"]:
            found.add("year")
        return [name for name in DIFFERENCES if name in found]


def _compared(rows: Sequence[dict[str, Any]], keyed: Mapping[str, Rows]) -> list[dict[str, Any]]:
    """Add to each row the nearest of another plan, and in what the two differ."""
    ground = _Ground(
        {key: row["concept_id"] or key for key, row in keyed["industries"].items()}, keyed["units"], keyed["plans"]
    )
    groups: dict[tuple[str, str | None], list[dict[str, Any]]] = {}

    def group(row: Row) -> tuple[str, str | None]:
        concept = row["concept_id"] and broadest(row["concept_id"], keyed["industry_concepts"])
        return broadest(row["indicator_id"], keyed["indicators"]), concept or row["industry_id"]

    for row in rows:
        groups.setdefault(group(row), []).append(row)
    return [row | _nearest(row, groups[group(row)], ground.differences) for row in rows]


def _nearest(row: Row, others: Sequence[Row], differences: Callable[[Row, Row], list[str]]) -> dict[str, str | None]:
    """Find the row of another plan that differs least: in the fewest things, and in the lightest of these."""
    found = [
        (len(unequal), [name in unequal for name in DIFFERENCES], other["target_id"], unequal)
        for other in others
        if other["plan_id"] != row["plan_id"]
        for unequal in [differences(row, other)]
    ]
    *_, key, unequal = min(found) if found else (None, None)
    return {"compared_with": key, "differs": None if unequal is None else ", ".join(unequal)}


def _resource(package: Package) -> Resource:
    """Describe the columns of a comparison: those of targets, the concept of their industry, and two of text."""
    known = {field.name: field.properties for name in ("targets", "industries") for field in package.table(name).fields}
    fields = [known.get(name, {"name": name, "type": "string"}) for name in COLUMNS]
    keys = [
        {"fields": [column], "reference": {"resource": key.resource, "fields": [*key.keys]}}
        for column, key in {**package.table("industries").column_keys, **package.table("targets").column_keys}.items()
        if column in COLUMNS
    ]
    return Resource({"name": "comparison", "schema": {"fields": fields, "foreignKeys": keys}})
