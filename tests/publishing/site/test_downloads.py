"""What is downloaded is what the page shows."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

import pyplanning as pp
from pyplanning.datapackage.descriptor import descriptor, root
from pyplanning.dataset.row_names import read_source
from pyplanning.publishing.release.spreadsheets import write_spreadsheets

from .conftest import FOUND

PAGES = [
    ("en/targets.html#region=460000&unit=wan-yi-yuan", "targets", "Value"),
    ("zh/targets.html#plan=hubei-mic2025-2015&unit=base", "targets", "目标年份"),
    ("zh/targets.html#recognition=-", "targets", "数值"),
    ("en/projects.html#region=-", "projects", "Project"),
    ("zh/projects.html#stage=operating", "projects", ""),
    ("en/instruments.html#force=true", "instruments", "Kind"),
    ("zh/coverage.html#kind=typo", "source_issues", ""),
    ("en/agencies.html#kind=party", "agencies", "Tasks"),
    ("zh/concepts.html#words=制造", "industry_concepts", ""),
    ("en/promises.html#status=on_track", "promises", "Indicator"),
]
ROWS = """[...document.querySelectorAll('table[id] tbody tr')].map(
    (row) => [row.id, row.querySelector('.n')?.textContent ?? '', row.querySelector('.u')?.textContent ?? ''])"""


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables as the release has them for Excel, in Chinese."""
    folder = tmp_path_factory.mktemp("sheets")
    write_spreadsheets(read_source(root(), "zh"), folder)
    return folder


def downloaded(page: Any, kind: str, folder: Path) -> tuple[str, bytes]:
    with page.expect_download() as waiting:
        page.click(f"button[data-download={kind}]")
    file = folder / waiting.value.suggested_filename
    waiting.value.save_as(file)
    return file.name, file.read_bytes()


def shown(page: Any) -> list[list[str]]:
    """The rows of all pages of the table, with figure and unit."""
    rows = page.evaluate(ROWS)
    while page.is_enabled(".pager button:last-child") and page.is_visible(".pager"):
        page.click(".pager button:last-child")
        rows += page.evaluate(ROWS)
    return list(rows)


@pytest.mark.parametrize(("address", "table", "sort"), PAGES)
def test_a_file_has_the_rows_of_the_page(
    address: str, table: str, sort: str, tmp_path: Path, view: Callable[..., Any]
) -> None:
    page = view(address)
    if sort:
        page.click(f"table[id] th button:has-text('{sort}')")
    name, content = downloaded(page, "csv", tmp_path)
    assert name == f"{descriptor().name}-{table}-{descriptor().version}-filtered.csv"
    found = list(csv.DictReader(StringIO(content.decode("utf-8"))))
    keys, rows = [next(iter(row.values())) for row in found], shown(page)
    assert keys == [row[0] for row in rows] == page.evaluate(FOUND) != []
    assert {row["citation"] for row in found} == {pp.cite()}
    assert {row["licence"] for row in found} == {"CC BY 4.0"}
    if table == "promises":
        return
    with (root() / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        printed = {next(iter(row.values())): row for row in csv.DictReader(lines)}
    units = pp.load("units").set_index("unit_id")[f"name_{page.evaluate('page.lang')}"]
    for row, (key, figure, unit) in zip(found, rows, strict=True):
        own = printed[key]
        if "printed_value" in row:
            assert [row["printed_value"], row["printed_unit_id"]] == [own["value"], own["unit_id"]]
            own |= {name: row[name] for name in ("value", "value_max", "unit_id")}
            upper = figure.replace(",", "").partition("–")
            assert [float(x) for x in (row["value"], row["value_max"]) if x] == [float(x) for x in upper[::2] if x]
            assert unit.removeprefix("× ") == (units[row["unit_id"]] if row["value"] and row["unit_id"] else "")
        assert {name: row[name] for name in own} == own


def test_a_file_for_excel_is_as_the_release_has_it(tmp_path: Path, sheets: Path, view: Callable[..., Any]) -> None:
    page = view("zh/targets.html#plan=hubei-mic2025-2015")
    name, content = downloaded(page, "excel", tmp_path)
    assert name.endswith("-filtered-excel-zh.csv")
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == content.count(b"\n")
    head, *rows = csv.reader(StringIO(content.decode("utf-8-sig"), newline=""))
    assert head[-3:] == ["数据包", "许可", "引用方式"]
    released = list(csv.reader(StringIO((sheets / "targets.csv").read_text(encoding="utf-8-sig"), newline="")))
    assert head[:-3] == released[0]
    assert [row[:-3] for row in rows] == [row for row in released if row[0] in page.evaluate(FOUND)]
    page.select_option("select[name=unit]", "yuan")
    head, *rows = csv.reader(StringIO(downloaded(page, "excel", tmp_path)[1].decode("utf-8-sig"), newline=""))
    money = [dict(zip(head, row, strict=True)) for row in rows]
    money = [row for row in money if row["原文单位"] in ("亿元", "万亿元") and row["原文数值"]]
    assert money
    assert {row["单位"] for row in money} == {"元"}
    assert all(float(row["数值"]) >= 1e8 * float(row["原文数值"]) for row in money)
