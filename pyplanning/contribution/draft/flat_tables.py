"""Tables of indicators that a copy of a text has flattened into lines: their cells, with the heads of their columns."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pyplanning.contribution.draft.plan_text import PlanText
from pyplanning.contribution.draft.quantities import SPELT
from pyplanning.evidence.text import line_starts

_CELL_END = re.compile(r"\t+| {2,}|\u3000{2,}")
_RUNNING = re.compile("[,，。;；:：]")
_HAN = re.compile(r"[\u4e00-\u9fff]{2}")
_BOUND = "(?:[≥>≤<≦≧]=?|约|达到?|突破|超过?|不低于|不高于|力争|[\\[(])*"
_VALUE = re.compile(
    rf"{_BOUND}(?P<number>-?\d+(?:\.\d+)?)(?P<unit>%|亿元|万亿元|万人|个|家)?(?:及?以[上下内]|左右|[\])])*"
)
NIL = re.compile(r"[-/…*]+|无|完成.{0,8}|.{0,12}(?:要求|下达.{0,4}目标|下达指标)|.{0,6}[预约][期束]性?.{0,2}")
_AIM = re.compile(r"完成.{0,8}|.{0,12}(?:要求|下达.{0,4}目标|下达指标)")
_UNIT_IN_NAME = re.compile(r"\((?P<unit>[^()\d]{1,12})\)$")
_HEAD = re.compile(
    r"(?:19|20)\d\d|年均|增速|增长|累计|属性|目标|现状|基[期数]|性质|单位|规划值|“?十[一二三四五六七八九]五"
)
_NAMES = re.compile("指标|名称|单位|类别|项目|领域|序号")
_NATURE = re.compile("属性|性质|责任|牵头")
_YEAR = re.compile(r"(?:19|20)\d\d")
_FEWEST = 2  # rows of a table
_MOST_HEADS = 14  # cells before the first row


@dataclass(frozen=True)
class Cell:
    """A cell at ``start``:``end`` of what is read."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Column:
    """What a column holds: of which year, how it measures, and the unit that its head has."""

    year: str = ""
    start_year: str = ""
    measure: str = "level"
    unit: str = ""


@dataclass(frozen=True)
class Entry:
    """A value of a table: its cell, the name of its row, the unit's cell or name, and its column.

    ``number`` is where its number begins; None for an aim without a number.
    """

    cell: Cell
    name: str
    unit: str
    column: Column
    quote: int
    number: int | None


def entries(text: PlanText, units: Mapping[str, str]) -> list[Entry]:
    """Find the values of the tables of a text; ``units`` are the known units by name."""
    cells = _cells(text)
    found: list[Entry] = []
    rows: list[tuple[int, Cell, str, int, list[Cell]]] = []
    for row in _rows(cells, units):
        if rows and row[0] > rows[-1][0] + 3 + len(rows[-1][4]) + 1:
            found += _table(cells, rows, text)
            rows = []
        rows.append(row)
    return [*found, *_table(cells, rows, text)]


def _cells(text: PlanText) -> list[Cell]:
    """Split what is read into cells: lines, parted by tabs and wide spaces."""
    raw = "\n".join(map(_parted, text.raw.splitlines()))
    starts = [text.place(start) for start in line_starts(raw)]
    bounds = [*dict.fromkeys(starts), len(text.read)]
    cells = [(a, text.read[a:b].rstrip(" |")) for a, b in pairwise(bounds)]
    return [Cell(a, a + len(words), words) for a, words in cells if words.strip(" |")]


def _parted(line: str) -> str:
    """Put each cell of a line on its own: tabs, bars and wide spaces part them, any space where there are no commas."""
    line = line.replace("|", "\t|\t")
    if not _RUNNING.search(line) and len(line.split()) > _FEWEST:
        return "\n".join(line.split())
    return _CELL_END.sub("\n", line)


def _rows(cells: Sequence[Cell], units: Mapping[str, str]) -> Iterator[tuple[int, Cell, str, int, list[Cell]]]:
    """Yield rows: the number of the cell of the name, that cell, the unit, where the quote begins, and the values."""
    known = {*units, *SPELT, "-"}
    n = 0
    while n < len(cells):
        name, step = cells[n], 1
        if len(name.text) <= 60 and _HAN.search(name.text) and not _HEAD.fullmatch(name.text):
            unit, first, quote = "", n + 1, -1
            inside = _UNIT_IN_NAME.search(name.text)
            if inside and (inside["unit"] in known or _like_unit(inside["unit"])):
                unit = inside["unit"]
            elif first < len(cells) and (cells[first].text in known or _like_unit(cells[first].text)):
                unit, quote, first = cells[first].text, cells[first].start, first + 1
            values = []
            while (
                unit
                and first < len(cells)
                and (_VALUE.fullmatch(cells[first].text) or NIL.fullmatch(cells[first].text))
            ):
                values.append(cells[first])
                first += 1
            if values:
                yield n, name, unit, quote, values
                step = first - n
        n += step


def _like_unit(words: str) -> bool:
    """Say whether a cell reads like a unit that the package does not know: 微克/立方米, 万台."""
    return (
        bool(re.fullmatch(r"[十百千万亿]?[\u4e00-\u9fff]{1,3}(?:/[\u4e00-\u9fff]{1,4})?", words))
        and words[-1] in "元吨米时人台辆个家件项天度户斤亩里升次名位册座所张"
    )


def _table(
    cells: Sequence[Cell], rows: Sequence[tuple[int, Cell, str, int, list[Cell]]], text: PlanText
) -> Iterator[Entry]:
    """Yield the values of a table that has rows enough and a head."""
    if len(rows) < _FEWEST:
        return
    first = rows[0][0]
    heads = [cell for cell in cells[max(0, first - _MOST_HEADS) : first] if len(cell.text) <= 30]
    named = [i for i, cell in enumerate(heads) if _NAMES.search(cell.text) and not _NATURE.search(cell.text)]
    if not named:
        return
    width = max(len(row[4]) for row in rows)
    columns = _columns([cell.text for cell in heads[named[-1] + 1 :] if _HEAD.search(cell.text)], text, heads[0].start)
    for _, name, unit, quote, values in rows:
        label = _UNIT_IN_NAME.sub("", name.text) if quote < 0 else name.text
        for i, cell in enumerate(values[: len(columns) or width]):
            column = columns[i] if i < len(columns) else Column()
            value = _VALUE.fullmatch(cell.text)
            if cell.text.startswith("["):  # what is added up over the period
                column = replace(column, measure="cumulative_change", unit="")
            begin = quote if i == 0 and quote >= 0 else cell.start
            own = column.unit or (value["unit"] if value and value["unit"] else unit)
            if value:
                yield Entry(cell, label, own, column, begin, cell.start + value.start("number"))
            elif _AIM.fullmatch(cell.text):
                yield Entry(cell, label, own, column, cell.start, None)


def _columns(heads: Sequence[str], text: PlanText, start: int) -> list[Column]:
    """Read the heads of the columns of values."""
    years = [year for head in heads for year in _YEAR.findall(head)]
    last = max(years, default="")
    columns = []
    for head in heads:
        year = next(iter(_YEAR.findall(head)), "")
        if re.search("年均|增速", head):
            base = min(years) if len({*years}) > 1 else _before_period(last, text.read[max(0, start - 80) : start + 80])
            columns.append(Column(last, base, "cagr", "%"))
        elif "累计" in head:
            columns.append(Column(year or last, min(years) if len({*years}) > 1 else "", "cumulative_change"))
        elif not _NATURE.search(head) and "单位" not in head:
            columns.append(Column(year))
    return columns


def _before_period(last: str, words: str) -> str:
    """Give the year before a five-year period that ends with ``last``, if the words name one."""
    return str(int(last) - 5) if last and re.search("十[一二三四五六七八九]五", words) else ""
