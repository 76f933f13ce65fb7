from __future__ import annotations

import csv
import filecmp
import json
import re
import shutil
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

import pytest

import pyplanning as pp
from pyplanning.datapackage.descriptor import PackageError, root

from .conftest import whole

making = pytest.importorskip("pyplanning.publishing.site.make", reason="needs jinja2")

HOSTILE = [
    "<script>alert(1)</script>",
    "</script><script>alert(2)</script>",
    '"><img src=x onerror=alert(3)>',
    "javascript:alert(4)",
    "' onfocus='alert(5)",
    "{{ 7 * 7 }}\u2028=1+1",
]
LARGEST = 1_500_000  # bytes of a page


class Parsed(HTMLParser):
    """The links and ids of a page, and what would run in it."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.running: list[str] = []
        self.feed(whole(file))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.links += [value for name in ("href", "src", "action") if (value := given.get(name))]
        self.ids += [value for value in [given.get("id")] if value]
        self.running += [name for name in given if name.startswith("on")]
        self.running += [tag] * (tag in ("img", "iframe", "object") or (tag == "script" and not given.get("src")))


class Attributes(NamedTuple):
    """The links and ids of a page, found by their attributes: no text holds a quotation mark that is not escaped."""

    links: list[str]
    ids: list[str]


def attributes(file: Path) -> Attributes:
    found = re.findall(r' (href|src|action|id)="([^"]*)"', whole(file))
    values = [(name, unescape(value)) for name, value in found if value]
    return Attributes([v for name, v in values if name != "id"], [v for name, v in values if name == "id"])


@pytest.fixture(scope="module")
def parsed(site: Path) -> dict[Path, Attributes]:
    return {file: attributes(file) for file in sorted(site.rglob("*.html"))}


def test_every_link_leads_to_a_place_in_the_site(site: Path, parsed: dict[Path, Attributes]) -> None:
    missing = set()
    published = set(pp.load("plan_sources")["url"])
    ids = {file: set(page.ids) for file, page in parsed.items()}
    for file, page in parsed.items():
        for link in set(page.links) - published:
            split = urlsplit(link)
            assert not split.scheme, f"{file.name} links to {link}"
            to = (file.parent / unquote(split.path)).resolve() if split.path else file
            mark = unquote(split.fragment)
            if not to.is_file() or (mark and "=" not in mark and mark not in ids[to]):
                missing.add(f"{file.relative_to(site)}: {link}")
    assert sorted(missing)[:20] == []


def test_ids_are_unique_in_a_page(site: Path, parsed: dict[Path, Attributes]) -> None:
    doubled = {file.relative_to(site).as_posix() for file, page in parsed.items() if len(page.ids) > len(set(page.ids))}
    assert doubled == set()


def test_rows_of_two_tables_may_have_one_key(tmp_path: Path, example: Any) -> None:
    example.rows["industry_concepts"] = [{"concept_id": "materials", "name_zh": "材料", "name_en": "Materials"}]
    example.change("industries", 1, concept_id="materials")
    place = {column: example.rows["targets"][0][column] for column in ("plan_id", "section_id", "evidence")}
    for table in ("targets", "observations", "goals"):
        key = f"{table[:-1]}_id"
        for row in example.rows[table][1:]:
            row["industry_id"] = ""
        example.change(table, 1, **{key: "one", "industry_id": "yunze-materials"})
    issue = {"source_issue_id": "one", "kind": "typo", "table_name": "targets", "row_id": "one"}
    example.rows["source_issues"] = [issue | place | {"note_zh": "示例", "note_en": "An example"}]
    example.change("other_numbers", 1, other_number_id="one")
    making.make_site(example.package(), tmp_path / "site")
    parsed = {file: attributes(file) for file in (tmp_path / "site").rglob("*.html")}
    assert [file.name for file, page in parsed.items() if len(page.ids) > len(set(page.ids))] == []
    shown = parsed[tmp_path / "site" / "en" / "concepts" / "materials.html"].ids
    assert {"one", "observations-one"} <= set(shown)


def test_both_languages_have_the_same_pages(site: Path) -> None:
    zh, en = ({f.relative_to(site / lang) for f in (site / lang).rglob("*.*")} for lang in ("zh", "en"))
    assert zh == en
    assert len(zh) > 10


def test_no_page_is_too_heavy(site: Path) -> None:
    assert {f.name: f.stat().st_size for f in site.rglob("*.*") if f.stat().st_size > LARGEST} == {}


def test_the_same_package_gives_the_same_bytes(site: Path) -> None:
    again = site.parent / "again"
    making.make_site(root(), again, [site.parent / "data package.zip"])
    files = [file.relative_to(site) for file in site.rglob("*.*")]
    assert sorted(files) == sorted(file.relative_to(again) for file in again.rglob("*.*"))
    assert filecmp.cmpfiles(site, again, files, shallow=False)[1:] == ([], [])


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "own.txt").write_text("own", encoding="utf-8")
    with pytest.raises(PackageError, match="not empty"):
        making.make_site(root(), tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["own.txt"]


def test_an_empty_folder_is_filled(tmp_path: Path, example: Any) -> None:
    target = tmp_path / "site"
    target.mkdir()
    making.make_site(example.package(), target)
    assert (target / "en" / "plans" / f"{example.plan_id}.html").is_file()


def test_a_package_of_another_dialect_gives_the_same_pages(tmp_path: Path, example: Any) -> None:
    package = example.package()
    making.make_site(package, tmp_path / "comma")
    descriptor = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    for resource in descriptor["resources"]:
        file = package / resource["path"]
        with file.open(encoding="utf-8", newline="") as lines:
            rows = [*csv.reader(lines)]
        with file.open("w", encoding="utf-16", newline="") as lines:
            csv.writer(lines, delimiter=";").writerows(rows)
        resource |= {"dialect": {"delimiter": ";"}, "encoding": "utf-16"}
        del resource["hash"], resource["bytes"]
    (package / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    making.make_site(package, tmp_path / "semicolon")
    files = sorted(file.relative_to(tmp_path / "comma") for file in (tmp_path / "comma").rglob("*.*"))
    assert len(files) > 50
    assert filecmp.cmpfiles(tmp_path / "comma", tmp_path / "semicolon", files, shallow=False)[1:] == ([], [])


def test_every_page_links_to_the_addresses_of_the_package(
    site: Path, tmp_path: Path, write_package: Callable[..., Path]
) -> None:
    def edit(package: dict[str, Any]) -> None:
        package |= {"homepage": "javascript:alert(1)", "repository": "https://git.example.org/a?b&c"}

    making.make_site(write_package(edit=edit), tmp_path / "site")
    page = (tmp_path / "site" / "zh" / "index.html").read_text(encoding="utf-8")
    assert '<p><a href="https://git.example.org/a?b&amp;c">代码仓库</a></p>' in page
    assert "javascript:" not in page
    assert "代码仓库" not in (site / "zh" / "index.html").read_text(encoding="utf-8")


def test_a_package_without_rows_gives_empty_pages(tmp_path: Path, write_package: Callable[..., Path]) -> None:
    making.make_site(write_package(), tmp_path / "site")
    assert Parsed(tmp_path / "site" / "zh" / "targets.html").ids != []


def test_a_package_of_an_older_contract_is_refused(tmp_path: Path, write_package: Callable[..., Path]) -> None:
    def older(package: dict[str, Any]) -> None:
        package["resources"] = [r for r in package["resources"] if r["name"] not in ("instruments", "goals")]

    with pytest.raises(PackageError, match="package lacks goals, which the pages show") as caught:
        making.make_site(write_package(edit=older), tmp_path / "site")
    assert "缺少网页所需的goals" in caught.value.zh


def test_a_download_that_is_missing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match=r"none\.zip is missing"):
        making.make_site(root(), tmp_path / "site", [tmp_path / "none.zip"])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("damage", ["missing", "no number"])
def test_a_damaged_package_leaves_nothing_behind(damage: str, tmp_path: Path) -> None:
    package = _copy(tmp_path / "package")
    if damage == "missing":
        (package / "data" / "targets.csv").unlink()
    else:
        _fill(package / "data" / "targets.csv", ("value",))
    with pytest.raises(PackageError, match=r"targets\.csv"):
        making.make_site(package, tmp_path / "site")
    assert [entry.name for entry in tmp_path.iterdir()] == ["package"]


@pytest.mark.filterwarnings("ignore:Constructing a Categorical")
def test_hostile_values_are_only_text(tmp_path: Path, view: Callable[..., Any]) -> None:
    package = _copy(tmp_path / "package")
    for table in ("agencies", "industry_concepts", "parks"):  # each value twice will do, and makes few pages
        _shorten(package / "data" / f"{table}.csv", 2 * len(HOSTILE))
    for table, columns in {
        "plans": ("name_zh", "name_en", "title_zh"),
        "agencies": ("name_zh", "name_en"),
        "parks": ("name_zh", "name_en"),
        "indicators": ("name_zh", "name_en"),
        "targets": ("evidence", "qualifier_zh", "unit_id", "table_label"),
        "sections": ("title_zh", "number"),
        "source_issues": ("note_zh", "note_en"),
        "instruments": ("name_zh", "name_en"),
        "goals": ("text_zh", "text_en"),
        "citations": ("cited_title_zh", "cited_title_en"),
        "plan_sources": ("url", "publisher_zh"),
    }.items():
        _fill(package / "data" / f"{table}.csv", columns)
    _replace(package / "data", "hainan-high-tech-2026", "../../out\" onclick='x'")
    making.make_site(package, tmp_path / "deep" / "site")
    assert {entry.name for entry in tmp_path.iterdir()} == {"package", "deep"}
    assert [entry.name for entry in (tmp_path / "deep").iterdir()] == ["site"]
    for file in (tmp_path / "deep" / "site").rglob("*.html"):
        page = Parsed(file)
        assert page.running == [], file.name
        assert [link for link in page.links if urlsplit(link).scheme] == [], file.name
    for address in ("zh/index.html#q=alert", "en/index.html#q=alert", "zh/targets.html#unit=yuan", "en/targets.html"):
        page = view(address, folder=tmp_path / "deep" / "site")
        assert page.locator("script:not([src]), img, [onerror], [onfocus], [onclick]").count() == 0
        assert page.evaluate("[...document.links].filter((link) => link.protocol !== 'file:').length") == 0
        assert "alert(1)" in page.inner_text("main")


def _copy(to: Path) -> Path:
    to.mkdir()
    shutil.copy(root() / "datapackage.json", to)
    shutil.copytree(root() / "data", to / "data")
    return to


def _shorten(file: Path, rows: int) -> None:
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(lines[: rows + 1]), encoding="utf-8")


def _fill(file: Path, columns: tuple[str, ...]) -> None:
    """Write hostile values into columns, in turn."""
    with file.open(encoding="utf-8", newline="") as lines:
        header, *rows = csv.reader(lines)
    for n, row in enumerate(rows):
        for column in columns:
            row[header.index(column)] = HOSTILE[n % len(HOSTILE)]
    with file.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines, lineterminator="\n").writerows([header, *rows])


def _replace(folder: Path, key: str, other: str) -> None:
    """Another key for a plan, wherever it stands alone."""
    for file in folder.glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as lines:
            rows = [[other if cell == key else cell for cell in row] for row in csv.reader(lines)]
        with file.open("w", encoding="utf-8", newline="") as lines:
            csv.writer(lines, lineterminator="\n").writerows(rows)
