"""Rules on what can hardly be: warnings, each worth a second look at the plan."""

import unicodedata
from collections.abc import Iterator

import polars as pl

from pyplanning.datapackage.descriptor import descriptor
from pyplanning.rule import ROW, Expr, Frame, row_rule, table_rule

NAMED = ("agencies", "enterprises", "parks", "projects")
KEYS = ("project_id", "park_id", "enterprise_id", "agency_id")
LENGTH = 5  # of the shortest names that are compared
MOST = 50_000  # names are compared in tables of so many rows
# Characters in which names of different things differ: numbers, letters, directions, sizes.
TELLING = frozenset("〇零一二三四五六七八九十百千万两甲乙丙丁东南西北中上下左右内外前后新老大小高低省市县区州镇乡港")


@row_rule(
    "PL401",
    column="value",
    level="warning",
    en="{key} – growth of {value} % a year is unlikely – expected -20 to 100",
    zh="{key}：年均增长{value}%超出合理范围，一般在-20%至100%之间",
)
def plausible_growth(measure: Expr, value: Expr, unit_id: Expr) -> Expr:
    """Annual growth is seldom above 100 per cent or below minus 20.

    Fix: check whether the plan means growth over the whole span (cumulative_change).
    """
    return (measure == "cagr") & (unit_id == "percent") & ((value > 100) | (value < -20))


@table_rule(
    "PL402",
    column="name_zh",
    level="warning",
    tables=NAMED,
    en="{key} – “{value}” differs by one character from {found} “{suggestion}” – expected one name for one thing",
    zh="{key}：“{value}”与{found}的“{suggestion}”仅一字之差，同一事物应用同一名称",
)
def names_apart(rows: Frame) -> Frame:
    """Two names in one plan or region seldom differ by one character.

    They may differ in the first one, which distinguishes siblings (都兰, 乌兰), and in numbers, directions
    and the like. Tables of more than fifty thousand names are not compared.
    Fix: if both are the same thing, keep one row with the name as printed; otherwise leave both.
    """
    key, scope = _key(rows), _scope(rows)
    listed = _listed(rows.head(MOST + 1), key, scope)
    places: dict[tuple[str, ...], dict[str, tuple[str, str]]] = {}
    near: dict[str, tuple[str, str]] = {}
    for own, name, *within in listed if len(listed) <= MOST else []:
        row, place = (own, name), places.setdefault((*within,), {})
        for trace in _traces(name) if len(name) >= LENGTH else ():
            other = place.setdefault(trace, row)
            if other is not row and own not in near and _one_apart(name, other[1]):
                near[own] = other
    return _naming(rows, key, near)


def _key(rows: Frame) -> str:
    """Name the column of the rows' own key."""
    return next(key for key in KEYS if key in rows.collect_schema())


def _scope(rows: Frame) -> list[str]:
    """Name the columns within which a name is that of one thing."""
    return [c for c in ("plan_id", "region_code") if c in rows.collect_schema()]


def _listed(rows: Frame, key: str, scope: list[str]) -> list[tuple[str, ...]]:
    """List key, name and scope of the rows, in their order; "" for null."""
    found: list[tuple[str, ...]] = rows.sort(ROW).select(pl.col(key, "name_zh", *scope).fill_null("")).collect().rows()
    return found


def _traces(name: str) -> Iterator[str]:
    """Yield the name, and what is left of it without one character: names one apart share a trace."""
    yield name
    for n in range(len(name)):
        yield name[:n] + name[n + 1 :]


def _one_apart(name: str, other: str) -> bool:
    """Say whether two names that share a trace differ by one character that does not distinguish things."""
    if name == other:
        return False
    differing = [n for n, (a, b) in enumerate(zip(name, other, strict=False)) if a != b]
    if len(name) == len(other) and len(differing) > 1:
        return False
    place, longer = min([*differing, len(name), len(other)]), max(name, other, key=len)
    changed = longer[place] if len(name) != len(other) else name[place] + other[place]
    return place > 0 and not any(char in TELLING or char.isascii() for char in changed)


def _naming(rows: Frame, key: str, others: dict[str, tuple[str, str]]) -> Frame:
    """Keep the rows whose key is in ``others``, and add the key and name of the other row."""
    hit = rows.filter(pl.col(key).is_in(list(others))).collect()
    words = {"found": [others[k][0] for k in hit[key]], "suggestion": [others[k][1] for k in hit[key]]}
    make = [pl.Series(name, values, pl.String) for name, values in words.items()]
    return hit.with_columns(*make).lazy()


@table_rule(
    "PL403",
    column="name_zh",
    level="warning",
    tables=NAMED,
    en="{key} – “{value}” is also the name of {found}, “{suggestion}” – expected one key for one thing",
    zh="{key}：“{value}”与{found}的“{suggestion}”名称重复，同一事物应只有一个主键",
)
def one_key_a_name(rows: Frame) -> Frame:
    """Two rows of one plan or region do not have the same name, whatever the punctuation and spaces.

    Fix: keep one row and let others refer to it; keep both if they are different things.
    """
    key, scope = _key(rows), _scope(rows)
    first: dict[tuple[str, ...], tuple[str, str]] = {}
    same: dict[str, tuple[str, str]] = {}
    for own, name, *within in _listed(rows, key, scope):
        letters = "".join(c for c in unicodedata.normalize("NFKC", name).casefold() if c.isalnum())
        other = first.setdefault((*within, letters), (own, name)) if name else (own, name)
        if other[0] != own:
            same[own] = other
    return _naming(rows, key, same)


TIMES, FEW = 1000, 4


@table_rule(
    "PL404",
    column="value",
    level="warning",
    tables=("targets", "observations"),
    en="{key} – {value} is far from the other values of {indicator_id} in {unit_id} – found a median of {found}",
    zh="{key}：{value}与{indicator_id}以{unit_id}计的其他数值相差千倍以上，其中位数为{found}",
)
def size_like_others(rows: Frame) -> Frame:
    """A value is not a thousand times, or a thousandth of, the median of comparable values.

    Values are comparable if four or more rows have the same indicator, measure and unit.
    Fix: check whether the unit is right (万元 for 亿元), or a digit is missing.
    """
    about, value, middle = ["indicator_id", "measure", "unit_id"], pl.col("value"), pl.col("found")
    groups = rows.filter(value > 0).group_by(about).agg(least=value.min(), most=value.max(), count=value.len())
    wide = groups.filter(pl.col("count") >= FEW, pl.col("most") >= TIMES * pl.col("least"))  # few: joining costs little
    both = rows.filter(value > 0).join(wide, on=about, how="inner", nulls_equal=True)
    both = both.with_columns(found=value.median().over(about))
    return both.filter((value >= TIMES * middle) | (value * TIMES <= middle))


TRANSLATED = tuple(table.name for table in descriptor().resources if any(c.endswith("_en") for c in table.columns))


@table_rule(
    "PL406",
    column="*_en",
    level="warning",
    tables=TRANSLATED,
    en="{table} – {column} waits for English in {found} rows, from {key} on – expected English before the next release",
    zh="{table}表：{column}尚有{found}行待译，首行为{key}，下次发布前应补全英文",
)
def english_waits(rows: Frame) -> Frame:
    """What has a name or text in Chinese has one in English; a contribution may leave that to a maintainer.

    Reported once for a column, at its first empty cell.
    Fix: nothing in a contribution; before a release, translate what is empty.
    """
    columns = rows.collect_schema().names()
    waiting = []
    for column in (c for c in columns if c.endswith("_en") and f"{c[:-3]}_zh" in columns):
        empty = rows.filter(pl.col(column).is_null(), ~pl.col(f"{column[:-3]}_zh").is_null())
        waiting.append(empty.with_columns(pl.len().alias("found"), pl.lit(column).alias("column")).sort(ROW).head(1))
    return pl.concat(waiting)
