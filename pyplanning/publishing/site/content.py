"""What the pages show: the tables of a package, read once, with names, labels, places and addresses."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from pyplanning.datapackage.field_words import labels
from pyplanning.datapackage.resource import Package, Resource
from pyplanning.dataset.row_names import LANGS, STEP, Lang, Source, heading, key_of, names_of, read_source
from pyplanning.io import Row
from pyplanning.publishing.site.addresses import ADDRESSES, AMONG_OTHERS, NAMED_BY, ON_PLAN_PAGE, WEB, file_name

# What names of provinces end in that says what kind of place they are.
PROVINCE = re.compile("(壮族|回族|维吾尔)?自治区$|省$|市$|( Zhuang| Hui| Uygur)? Autonomous Region$| Province$")
Options = list[tuple[str, str]]  # the choices of a filter, as (value, text)


@dataclass(frozen=True)
class Content:
    """A package in one language, and the release files that can be downloaded beside the site.

    ``place`` is the folder of the site; addresses of downloads are relative to it.
    """

    source: Source
    place: Path
    downloads: tuple[Path, ...] = ()

    @property
    def lang(self) -> str:
        """The language of the pages: "zh" or "en"."""
        return self.source.lang

    @property
    def package(self) -> Package:
        """The descriptor of the package."""
        return self.source.package

    @property
    def resources(self) -> Mapping[str, Resource]:
        """The descriptors of the tables by name."""
        return self.package.tables

    def say(self, en: str, zh: str) -> str:
        """Choose a text of the page itself by its language."""
        return zh if self.lang == "zh" else en

    def title(self, table: str, column: str = "") -> str:
        """Give what a table, or one of its columns, is called."""
        found = self.resources[table]
        return (found.field(column) if column else found).text("title", self.lang) or column or table

    def rows(self, table: str) -> list[Row]:
        """Give the rows of a table, as text, in the order of the package."""
        return self.source.tables[table]

    def row(self, table: str, key: str) -> Row:
        """Find the row with a key; {} where there is none."""
        return self._keyed[table].get(key, {})

    def key(self, table: str, row: Row) -> str:
        """Give the key of a row; one of several columns is joined by "/", as `source_issues` has it."""
        return key_of(row, self.resources[table])

    def of(self, table: str, column: str, value: str) -> list[Row]:
        """Find the rows of a table whose ``column`` holds ``value``."""
        return self._grouped.get((table, column), {}).get(value, [])

    def _parent(self, table: str) -> str:
        """Find the column by which the rows of a table make a tree."""
        return next(column for column, referred in self.resources[table].references.items() if referred == table)

    def lineage(self, table: str, key: str) -> list[Row]:
        """Find the rows that contain a row of a tree, the widest first, and last the row itself."""
        parent = self._parent(table)
        found: list[Row] = []
        row = self.row(table, key)
        while row and row not in found:  # a tree may lead back to itself
            found.insert(0, row)
            row = self.row(table, row[parent])
        return found

    def line(self, table: str, key: str) -> list[str]:
        """List the keys of the rows that contain a row of a tree, the widest first, and last its own."""
        return [self.key(table, row) for row in self.lineage(table, key)]

    def line_of_all(self, table: str, column: str) -> set[str]:
        """Collect the keys of the rows of a tree to which a column refers, and of those that contain them."""
        tree = self.resources[table].references[column]
        return {key for used in self.used(table, column) for key in self.line(tree, used)}

    def below(self, table: str, key: str) -> list[str]:
        """List the keys of the rows of a tree directly below one, in the order of their names."""
        rows = self.of(table, self._parent(table), key) if key else []
        return [key for key, _ in self.options(table, (self.key(table, row) for row in rows))]

    def used(self, table: str, column: str) -> list[str]:
        """List the values that occur in a column, each once: listed ones in their order, then others as sorted."""
        found = {row[column] for row in self.rows(table)} - {""}
        listed = [value for value in self._labels[table, column] if value in found]
        return listed + sorted(found - set(listed))

    def labelled(self, table: str, column: str) -> Options:
        """Offer the values that occur in a column with listed values, by their labels."""
        return [(value, self.label(table, column, value)) for value in self.used(table, column)]

    def named(self, table: str, column: str) -> Options:
        """Offer the rows to which a column refers, by their names."""
        return self.options(self.resources[table].references[column], self.used(table, column))

    def options(self, table: str, keys: Iterable[str]) -> Options:
        """Offer rows of a table, in the order of their names."""
        return sorted(((key, self.name(table, key)) for key in keys), key=lambda option: (option[1], option[0]))

    def name(self, table: str, key: str) -> str:
        """Give what the row with a key is called in the language of the page; its key where it has no name."""
        return self._names[table, self.lang].get(key) or key

    def names(self, table: str, key: str) -> list[str]:
        """Give what the row with a key is called in Chinese and in English."""
        return [self._names[table, lang].get(key, "") for lang in LANGS]

    def unit(self, key: str) -> str:
        """Give what a unit is called after a figure: 10 × 10 thousand visits."""
        name = self.name("units", key)
        return f"× {name}" if name[:1].isdigit() else name

    def short_region(self, code: str) -> str:
        """Name a region without its parts in brackets, and a province without what kind it is, such as Hubei."""
        name = re.split(r" ?[(（]", self.name("regions", code))[0]
        return PROVINCE.sub("", name) if self.row("regions", code).get("level") == "province" else name

    def short_plan(self, plan_id: str) -> str:
        """Name a plan by its region and year, or by its name where another plan has the same."""
        name = self._short_plans.get(plan_id, "")
        return name if [*self._short_plans.values()].count(name) == 1 else self.name("plans", plan_id)

    def label(self, table: str, column: str, value: str) -> str:
        """Give the label of a listed value, such as "at least" for ``ge``; the value itself where it has none."""
        return self._labels[table, column].get(value, value)

    def path(self, section_id: str) -> list[tuple[str, str]]:
        """List the headings down to a section, as (section_id, heading)."""
        return [(row["section_id"], heading(row, self.lang)) for row in self.lineage("sections", section_id)]

    def document(self, plan: str) -> Row:
        """Find where the text of a plan is published, officially if it is; {} where no address is known."""
        found = [row for row in self.of("plan_sources", "plan_id", plan) if row["url"].startswith(WEB)]
        return min(found, key=lambda row: (row["kind"] != "official", int(row["position"])), default={})

    def issues(self, table: str, key: str) -> list[Row]:
        """List the source issues about a row."""
        return [row for row in self.of("source_issues", "row_id", key) if row["table_name"] == table]

    def concept(self, industry_id: str) -> str:
        """Find the industry concept of a plan's industry, or ""."""
        return self.row("industries", industry_id).get("concept_id", "")

    def concept_line(self, industry_id: str) -> list[str]:
        """List the concept of a plan's industry and those above it, the widest first."""
        return self.line("industry_concepts", self.concept(industry_id))

    def concepts(self, table: str) -> Options:
        """Offer the industry concepts of the rows of a table that refer to industries, and those above them."""
        found = {concept for row in self.rows(table) for concept in self.concept_line(row["industry_id"])}
        return self.options("industry_concepts", found)

    def places(self, region: str) -> list[str]:
        """List the regions down to one, its province first; countries are left out."""
        return [row["region_code"] for row in self.lineage("regions", region) if row["level"] != "country"]

    def place_options(self, regions: Iterable[str]) -> Options:
        """Offer regions, each after the one that contains it."""
        paths = sorted(self.places(region) for region in regions)
        return [(path[-1], STEP.join(self.name("regions", code) for code in path)) for path in paths if path]

    def owner(self, table: str) -> tuple[str, str]:
        """Find what the rows of a table without plans belong to: a column of their key, and the table it refers to.

        Both are "" for a table of plans, and for one whose rows several plans share.
        """
        found = self.resources[table]
        owners = [(column, found.references.get(column, "")) for column in found.primary_key]
        return next((pair for pair in owners if self._has_plan(pair[1]) and not self._has_plan(table)), ("", ""))

    def _has_plan(self, table: str) -> bool:
        return bool(table) and "plan_id" in self.resources[table].columns

    def is_shared(self, table: str) -> bool:
        """Tell whether several plans share the rows of a table, so that none is a plan's own."""
        return not self._has_plan(table) and self.owner(table) == ("", "")

    def of_plan(self, table: str, plan: str) -> list[Row]:
        """Find the rows of a table that are a plan's own or belong to a row of the plan; none of a shared table."""
        if self._has_plan(table):
            return self.of(table, "plan_id", plan)
        column, owner = self.owner(table)
        return [row for own in self.of(owner, "plan_id", plan) for row in self.of(table, column, own[column])]

    def address(self, table: str, key: str) -> str:
        """Find where the row with a key is shown, in the folder of a language; "" where it has no place."""
        if table == "sections":
            plan = self.row("sections", key).get("plan_id", "")
            return f"{self.address('plans', plan)}#{quote(key, safe='')}" if plan else ""
        if table == "industries":
            concept = self.concept(key)
            return self.address("industry_concepts", concept) if concept else ""
        shape = ADDRESSES.get(table, "")
        if not key or not shape or not self.row(table, key):
            return ""
        if "=" in shape and key not in self._with_targets[table]:
            return ""  # it would lead to a table without rows
        return shape.format(quote(key, safe="") if "#" in shape else file_name(key))

    def anchor(self, table: str, key: str) -> str:
        """Give the id that a row has on its page: its key, after its table where keys of two tables may meet."""
        return f"{table}-{key}" if table in AMONG_OTHERS else key

    def shown_at(self, table: str, key: str) -> str:
        """Find where a row is shown, also where its table has no page: by what it belongs to, else by its heading."""
        row, anchor = self.row(table, key), quote(self.anchor(table, key), safe="")
        address = self.address(table, key)
        if address or not row:
            return address
        if table in ON_PLAN_PAGE:
            return f"{self.address('plans', row['plan_id'])}#{anchor}"
        if table == "source_issues":
            return f"coverage.html#{anchor}"
        if table == "observations" and self.concept(row["industry_id"]):
            return f"{self.address('industries', row['industry_id'])}#{anchor}"
        if naming := NAMED_BY.get(table):
            column = self.resources[table].primary_key[0]
            rows = [(other, found) for other in naming for found in self.of(other, column, key)]
            return next((self.shown_at(other, self.key(other, found)) for other, found in rows), "")
        if table == "park_roles":
            return self.address("parks", row["park_id"])
        column, owner = self.owner(table)
        return self.shown_at(owner, row[column]) if owner else self.address("sections", row.get("section_id", ""))

    @cached_property
    def _with_targets(self) -> dict[str, set[str]]:
        """The indicators, with those above them, that targets have."""
        return {"indicators": self.line_of_all("targets", "indicator_id")}

    @cached_property
    def _short_plans(self) -> dict[str, str]:
        """The region and year of each plan."""
        return {
            row[
                "plan_id"
            ]: f"{self.short_region(row['region_code'])} {(row['issued_on'] or row['period_start'])[:4]}".strip()
            for row in self.rows("plans")
        }

    @cached_property
    def _keyed(self) -> dict[str, dict[str, Row]]:
        """The rows of each table by key."""
        return {table: {self.key(table, row): row for row in rows} for table, rows in self.source.tables.items()}

    @cached_property
    def _grouped(self) -> dict[tuple[str, str], dict[str, list[Row]]]:
        """The rows of each table by what each of its columns holds."""
        groups: dict[tuple[str, str], dict[str, list[Row]]] = {}
        for table, rows in self.source.tables.items():
            for row in rows:
                for column, value in row.items():
                    groups.setdefault((table, column), {}).setdefault(value, []).append(row)
        return groups

    @cached_property
    def _names(self) -> dict[tuple[str, str], dict[str, str]]:
        """What rows are called, by table and language, then by key."""
        sources = [replace(self.source, lang=lang) for lang in LANGS]
        return {(table, source.lang): names_of(table, source) for table in self.resources for source in sources}

    @cached_property
    def _labels(self) -> dict[tuple[str, str], dict[str, str]]:
        """The labels of listed values, by table and column."""
        listed = [(table, field) for table, found in self.resources.items() for field in found.fields]
        return {(table, field.name): labels(field, self.lang) for table, field in listed}


def read_content(folder: Path, lang: Lang, place: Path, downloads: Iterable[Path] = ()) -> Content:
    """Read the package in ``folder``; PackageError where it is damaged."""
    return Content(read_source(folder, lang), place, tuple(downloads))
