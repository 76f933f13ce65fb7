"""What the package knows of names: the words by which a plan's text is read."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pyplanning.datapackage.descriptor import root
from pyplanning.datapackage.resource import Package
from pyplanning.io import Row
from pyplanning.io.rows import read_rows

OF_A_PLAN = ("name", "policy", "technology")  # reasons of numeral words that belong to the plan that has them


@dataclass(frozen=True)
class Lexicon:
    """The rows of a package by table, as far as they may be used."""

    rows: Mapping[str, Sequence[Row]]

    @cached_property
    def provinces(self) -> Mapping[str, str]:
        """The codes of provinces by name, with and without 省 and the like."""
        found = {}
        for row in self.rows["regions"]:
            if row["level"] == "province":
                found[row["name_zh"]] = found[_short(row["name_zh"])] = row["region_code"]
        return found

    @cached_property
    def units(self) -> Mapping[str, Row]:
        """The units by id."""
        return {row["unit_id"]: row for row in self.rows["units"]}


def _short(province: str) -> str:
    """Leave out what kind of region a province is: 广西 of 广西壮族自治区."""
    for ending in ("维吾尔自治区", "壮族自治区", "回族自治区", "特别行政区", "自治区", "省", "市"):
        if province.endswith(ending):
            return province.removesuffix(ending)
    return province


def lexicon(package: Package, without: str | None = None, whole: Collection[str] = ()) -> Lexicon:
    """Collect what ``package`` knows, but for what only the plan ``without`` brought to it.

    Its own rows are left out, and so is what these alone referred to: agencies, indicators, parks and so on
    that no row of another plan names, unless their table is to be left ``whole``. Units and provinces are known of old.
    Raises PackageError where the package cannot be read.
    """
    rows = read_rows(root(), package)
    if not without:
        return Lexicon(rows)
    return Lexicon({**_without(rows, package, without), **{table: rows[table] for table in whole}})


def _without(rows: Mapping[str, Sequence[Row]], package: Package, plan_id: str) -> Mapping[str, Sequence[Row]]:
    """Leave out the rows of a plan, what hangs on them, and what only they referred to."""
    kept = {name: [row for row in table if row.get("plan_id") != plan_id] for name, table in rows.items()}
    kept["numeral_words"] = [row for row in kept["numeral_words"] if row["reason"] not in OF_A_PLAN]
    once, before = _named(rows, package), None
    while before != (count := sum(map(len, kept.values()))):
        before, now = count, _named(kept, package)
        for resource in package.resources:
            links = [c for c in resource.primary_key if c in resource.references and c != "plan_id"]
            keys = {c: {row[resource.column_keys[c].keys[0]] for row in kept[resource.references[c]]} for c in links}
            lost = once[resource.name] - now[resource.name]
            kept[resource.name] = [
                row
                for row in kept[resource.name]
                if all(row[column] in keys[column] for column in links)
                and (row[resource.primary_key[0]] not in lost or len(resource.primary_key) > 1 or _lasting(row))
            ]
    return kept


def _lasting(row: Row) -> bool:
    """Say whether something is known whatever plans name: countries, provinces and units are."""
    return row.get("level") in ("province", "country") or "factor" in row


def _named(rows: Mapping[str, Sequence[Row]], package: Package) -> Mapping[str, set[str]]:
    """Collect by which keys the rows of each table are referred to."""
    found: dict[str, set[str]] = defaultdict(set)
    for resource in package.resources:
        for column, table in resource.references.items():
            found[table] |= {row[column] for row in rows[resource.name] if row[column]}
    return found
