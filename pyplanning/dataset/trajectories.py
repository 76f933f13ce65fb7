"""Trajectories: from where to where each quantified target leads, and how fast.

Nothing here is data of its own: every value follows from ``targets``, ``observations``, ``plans``,
``indicators`` and ``units`` by the formulas of docs/trajectories.md, and what does not follow is null.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from math import inf, isinf
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pyplanning.datapackage.descriptor import PANDAS_TYPES, Descriptor, PackageError, fields, kind, resource
from pyplanning.dataset.load import Release, opened_package, read, with_categories

if TYPE_CHECKING:
    import pandas as pd

Row = Mapping[str, Any]
Cells = dict[str, Any]

SLUG = "[a-z0-9]+(-[a-z0-9]+)*"
MEASURES = (
    ("level", "level", "水平值"),
    ("cagr", "average annual growth", "年均增速"),
    ("cumulative_change", "change over a span", "累计变化"),
    ("count_new", "number newly added", "新增数量"),
    ("rank", "rank", "位次"),
)
COMPARATORS = (
    ("ge", "at least", "不低于"),
    ("gt", "more than", "超过"),
    ("eq", "equal to", "等于"),
    ("approx", "about", "约"),
    ("le", "at most", "不高于"),
    ("lt", "less than", "低于"),
)
BASELINES = (
    ("observation", "observed", "现状数据"),
    ("implied", "implied by another target", "由另一目标推算"),
    ("none", "none", "无"),
)
YEARS = (
    ("stated", "said by the plan", "规划写明"),
    ("plan_period", "year before the plan's period", "规划期前一年"),
)
CHANGES = (("stated", "said by the plan", "规划写明"), ("derived", "calculated", "计算得出"))
REASONS = (
    ("no_baseline", "no baseline is known", "无基期数据"),
    ("unbounded", "the comparators leave it open on both sides", "比较关系不足以限定"),
    ("approximate", "an approximate figure bounds nothing", "约数不能作为界限"),
    ("no_year", "one of the years is not known", "年份不详"),
    ("share", "a share changes by percentage points", "比重以百分点计变化"),
    ("rank", "a rank has no growth", "位次无增速"),
    ("count_new", "what is newly added is no net change", "新增数并非净增数"),
    ("not_positive", "a level that is not positive has no growth", "水平值非正，无增速"),
    ("own_unit", "the change is given as an amount", "变化以绝对量给出"),
    ("sign_unknown", "whether it rises or falls is not said", "升降不明"),
)
FIELDS = (
    ("target_id", "string", "Target", "目标", "Key: the target.", "主键，即该目标。"),
    ("plan_id", "string", "Plan", "规划", "The plan that makes the promise.", "作出承诺的规划。"),
    ("indicator_id", "string", "Indicator", "指标", "What is measured.", "所衡量的内容。"),
    (
        *("industry_id", "string", "Industry", "产业"),
        "The industry that the target concerns; null if none in particular.",
        "该目标所涉产业；不限于某一产业时为空。",
    ),
    ("region_code", "string", "Region", "地区", "The region that the target is for.", "该目标所属地区。"),
    ("measure", "string", "Measure", "度量方式", "How the value relates to the indicator.", "数值与指标的关系。"),
    ("comparator", "string", "Comparator", "比较关系", "How the plan bounds the value.", "规划对数值的限定。"),
    ("value", "number", "Value", "数值", "The value as printed; the lower end of a range.", "原文数值，区间取下限。"),
    (
        "value_max",
        "number",
        "Upper value",
        "数值上限",
        "Upper end of a range; null otherwise.",
        "区间的上限；非区间时为空。",
    ),
    ("unit_id", "string", "Unit", "单位", "Unit of the value as printed.", "数值的原文单位。"),
    (
        *("target_year", "integer", "Target year", "目标年份"),
        "The year by which the value is promised; null where the plan does not say.",
        "承诺达到该数值的年份；未写明时为空。",
    ),
    (
        *("baseline_source", "string", "Baseline known by", "基期来源"),
        "How the baseline is known: observed, or implied by a level and a growth or change that two targets promise.",
        "基期数据的来源：现状数据，或由两项目标所承诺的水平值与增速（变化）推算。",
    ),
    (
        *("baseline_observation_id", "string", "Observation", "现状数据"),
        "The observation that is the baseline; null otherwise.",
        "作为基期的现状数据；否则为空。",
    ),
    (
        *("implied_from", "string", "Other target", "另一目标"),
        "The target of the same thing and year whose level, growth or change is used with this one; null if none is.",
        "与本目标对象、年份相同，并与之合用其水平值、增速或变化的目标；未合用时为空。",
    ),
    (
        *("baseline_comparator", "string", "Baseline comparator", "基期比较关系"),
        "How the baseline is bounded; null where there is none.",
        "对基期数值的限定；无基期时为空。",
    ),
    (
        *("baseline_value", "number", "Baseline", "基期数值"),
        "The level at the start; the lower end of a range.",
        "起始时的水平值，区间取下限。",
    ),
    (
        *("baseline_value_max", "number", "Upper baseline", "基期数值上限"),
        "Upper end of a range; null otherwise.",
        "区间的上限；非区间时为空。",
    ),
    (
        *("baseline_unit_id", "string", "Baseline unit", "基期单位"),
        "Unit of the baseline: that of the level promised, or else that of the observation.",
        "基期数值的单位：与所承诺的水平值相同；无此水平值时同现状数据。",
    ),
    (
        *("baseline_year", "integer", "Baseline year", "基期年份"),
        "The year of the baseline, or from which a growth or change is counted; null where it is not known.",
        "基期数值的年份，或增长、变化的起算年份；不详时为空。",
    ),
    (
        *("baseline_year_source", "string", "Baseline year known by", "基期年份来源"),
        "Whether the plan says the year, or it is the one before the plan's period; null where there is none.",
        "基期年份为规划写明，或取规划期前一年；无年份时为空。",
    ),
    (
        *("years", "integer", "Years", "年数"),
        "Years from the baseline to the target; null where one of the years is not known.",
        "基期至目标的年数；任一年份不详时为空。",
    ),
    (
        *("implied_cagr_comparator", "string", "Growth comparator", "年均增速比较关系"),
        "How the yearly growth is bounded; null where no bound follows.",
        "对年均增速的限定；无法得出界限时为空。",
    ),
    (
        *("implied_cagr", "number", "Yearly growth (%)", "年均增速（%）"),
        "Compound annual growth, in per cent a year; the lower end of a range.",
        "按水平法（几何平均）计算的年均增速，%，区间取下限。",
    ),
    (
        *("implied_cagr_max", "number", "Upper yearly growth (%)", "年均增速上限（%）"),
        "Upper end of a range; null otherwise.",
        "区间的上限；非区间时为空。",
    ),
    (
        *("implied_cagr_source", "string", "Growth known by", "年均增速来源"),
        "Whether a plan says the growth or it is calculated; null where there is none.",
        "年均增速为规划写明或计算得出；无年均增速时为空。",
    ),
    (
        *("absolute_change_comparator", "string", "Change comparator", "变化量比较关系"),
        "How the absolute change is bounded; null where no bound follows.",
        "对变化量的限定；无法得出界限时为空。",
    ),
    (
        *("absolute_change", "number", "Absolute change", "变化量"),
        "Target less baseline; of a number newly added, that number. The lower end of a range.",
        "目标值减基期值；新增数量即该数量。区间取下限。",
    ),
    (
        *("absolute_change_max", "number", "Upper absolute change", "变化量上限"),
        "Upper end of a range; null otherwise.",
        "区间的上限；非区间时为空。",
    ),
    (
        *("absolute_change_unit_id", "string", "Unit of change", "变化量单位"),
        "Unit of the absolute change; for a share, per cent means percentage points.",
        "变化量的单位；比重的变化以百分点计。",
    ),
    (
        *("absolute_change_source", "string", "Change known by", "变化量来源"),
        "Whether the plan says the change or it is calculated; null where there is none.",
        "变化量为规划写明或计算得出；无变化量时为空。",
    ),
    (
        *("relative_change_comparator", "string", "Relative change comparator", "变化幅度比较关系"),
        "How the relative change is bounded; null where no bound follows.",
        "对变化幅度的限定；无法得出界限时为空。",
    ),
    (
        *("relative_change", "number", "Relative change (%)", "变化幅度（%）"),
        "Change from baseline to target, in per cent of the baseline; the lower end of a range.",
        "自基期至目标的变化占基期值的百分比，区间取下限。",
    ),
    (
        *("relative_change_max", "number", "Upper relative change (%)", "变化幅度上限（%）"),
        "Upper end of a range; null otherwise.",
        "区间的上限；非区间时为空。",
    ),
    (
        *("relative_change_source", "string", "Relative change known by", "变化幅度来源"),
        "Whether the plan says the relative change or it is calculated; null where there is none.",
        "变化幅度为规划写明或计算得出；无变化幅度时为空。",
    ),
    (
        *("missing_reason", "string", "Why missing", "缺失原因"),
        "Why there is no baseline or, where there is one, no yearly growth; null where there are both.",
        "无基期数据的原因；有基期数据时，为无年均增速的原因；二者俱全时为空。",
    ),
)
LISTED = {
    "measure": MEASURES,
    "comparator": COMPARATORS[:-1],
    "baseline_source": BASELINES,
    "baseline_year_source": YEARS,
    "missing_reason": REASONS,
    **{
        f"{name}_comparator": COMPARATORS for name in ("baseline", "implied_cagr", "absolute_change", "relative_change")
    },
    **{f"{name}_source": CHANGES for name in ("implied_cagr", "absolute_change", "relative_change")},
}
POINTS_TO = {
    "target_id": ("targets", "target_id"),
    "plan_id": ("plans", "plan_id"),
    "indicator_id": ("indicators", "indicator_id"),
    "industry_id": ("industries", "industry_id"),
    "region_code": ("regions", "region_code"),
    "unit_id": ("units", "unit_id"),
    "baseline_observation_id": ("observations", "observation_id"),
    "implied_from": ("targets", "target_id"),
    "baseline_unit_id": ("units", "unit_id"),
    "absolute_change_unit_id": ("units", "unit_id"),
}
REQUIRED = ("target_id", "plan_id", "indicator_id", "measure", "value", "baseline_source")


def _field(name: str, type_: str, title: str, title_zh: str, text: str, text_zh: str) -> Descriptor:
    found: Descriptor = {"name": name, "type": type_, "title": title, "title_zh": title_zh}
    found |= {"description": text, "description_zh": text_zh}
    limits: Descriptor = {"required": True} if name in REQUIRED else {}
    if listed := LISTED.get(name):
        found["categories"] = [{"value": value, "label": en, "label_zh": zh} for value, en, zh in listed]
        limits["enum"] = [value for value, *_ in listed]
    elif name in POINTS_TO and name != "region_code":
        limits["pattern"] = SLUG
    return found | ({"constraints": limits} if limits else {})


RESOURCE: Descriptor = {
    "name": "trajectories",
    "type": "table",
    "title": "Trajectories",
    "title_zh": "目标轨迹",
    "description": "Derived from the other tables: for each target with a value, its baseline, the years between,"
    " the yearly growth and the change that it implies, and how each is known.",
    "description_zh": "由其他表推导：每项有数值的目标的基期、间隔年数、所含年均增速和变化，以及各自的来源。",
    "schema": {
        "fields": [_field(*texts) for texts in FIELDS],
        "primaryKey": ["target_id"],
        "missingValues": [""],
        "foreignKeys": [
            {"fields": [column], "reference": {"resource": table, "fields": [key]}}
            for column, (table, key) in POINTS_TO.items()
        ],
    },
}
THING = ("plan_id", "indicator_id", "industry_id", "region_code")  # what a target and its baseline have in common
FIGURE = (*THING, "measure", "comparator", "value", "value_max", "unit_id")
NEEDED = {
    "targets": ("target_id", "table_label", *FIGURE, "start_year", "target_year"),
    "observations": ("observation_id", *FIGURE, "year"),
    "plans": ("plan_id", "period_start"),
    "indicators": ("indicator_id", "unit_id", "direction"),
    "units": ("unit_id", "quantity", "factor"),
}
EXACT = ("eq", "approx", "ge", "gt", "le")  # what tells most comes first
RATES = ("cagr", "cumulative_change")
PER_CENT = {"share": 1.0, "ratio": 100.0}  # per cent to one of the unit in which a growth or change is stated


class Bounds(NamedTuple):
    """Between what a figure lies; an end that is not ``in`` is not reached; ``about`` says that none is exact."""

    low: float
    high: float
    low_in: bool = True
    high_in: bool = True
    about: bool = False


def trajectories(release: Release | None = None) -> pd.DataFrame:
    """One row for each target with a value: its baseline, the years between, growth and change.

    The columns are those of ``RESOURCE``: figures are ``Float64``, years ``Int64``, listed values
    categories. Growth and relative change are in per cent, the absolute change in
    ``absolute_change_unit_id``. A figure is bounded by its comparator, and a range has an upper
    end, as in ``targets``; what cannot be known from the plan is null, with the reason.
    Growth is the compound annual rate, (target / baseline) ** (1 / years) - 1, as the U.S. Bureau
    of Economic Analysis defines it and as China's statistics do in the 水平法 (level method).
    docs/trajectories.md has all formulas and choices.

    ``release`` is a downloaded release to derive them from instead of the installed package.
    Raises PackageError where it, or a file of the package, cannot be read, or lacks a column
    from which they follow.
    """
    with opened_package(release) as (folder, package):
        found = {name: _rows(folder, resource(name, package), columns) for name, columns in NEEDED.items()}
    return _frame(derived(**found))


def _rows(folder: Path, table: Descriptor, columns: tuple[str, ...]) -> list[Cells]:
    known = [field["name"] for field in fields(table)]
    lacking = ", ".join(column for column in columns if column not in known)
    if lacking:
        raise PackageError(
            f"{table['path']} has no {lacking}, from which trajectories follow; read a release that has it",
            f"{table['path']}没有推导目标轨迹所需的{lacking}，请读取含有该列的发布版",
        )
    frame = read(folder, table, list(columns)).astype(object)
    cells = frame.where(frame.notna(), None)
    return [dict(zip(columns, row, strict=True)) for row in cells.itertuples(index=False, name=None)]


def _frame(rows: list[Cells]) -> pd.DataFrame:
    import pandas as pd

    used = fields(RESOURCE)
    columns = {f["name"]: pd.Series([row[f["name"]] for row in rows], dtype=PANDAS_TYPES[kind(f)]) for f in used}
    return with_categories(pd.DataFrame(columns), used)


def derived(
    targets: Iterable[Row],
    observations: Iterable[Row],
    plans: Iterable[Row],
    indicators: Iterable[Row],
    units: Iterable[Row],
) -> list[Cells]:
    """The rows of trajectories, from the rows of the tables that they follow from."""
    valued = [row for row in targets if row["value"] is not None]
    known = _Known(
        _by_thing(valued),
        _by_thing(row for row in observations if row["value"] is not None),
        {row["plan_id"]: row for row in plans},
        {row["indicator_id"]: row for row in indicators},
        {row["unit_id"]: row for row in units},
    )
    return [_trajectory(row, known) for row in valued]


class _Known(NamedTuple):
    targets: dict[tuple[Any, ...], list[Row]]
    observations: dict[tuple[Any, ...], list[Row]]
    plans: dict[str, Row]
    indicators: dict[str, Row]
    units: dict[str, Row]


def _by_thing(rows: Iterable[Row]) -> dict[tuple[Any, ...], list[Row]]:
    found: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        found.setdefault(_thing(row), []).append(row)
    return found


def _thing(row: Row) -> tuple[Any, ...]:
    return tuple(row[column] for column in THING)


class _Way(NamedTuple):
    """What is known of the way from a baseline to a target; ``factor`` is the target over the baseline."""

    start: Bounds | None
    growth: Bounds | None
    absolute: Bounds | None
    factor: Bounds | None


def _trajectory(target: Row, known: _Known) -> Cells:
    observed = _observation(target, known)
    other = None if observed else _other(target, known)
    rate = target if target["measure"] in RATES else other  # the row that states a growth or change
    level = target if target["measure"] in ("level", "rank") else other  # the row that states the level promised
    year, year_source = _since(rate, known) if rate else (None, None)
    if observed and year is None and observed["year"] is not None:
        year, year_source = observed["year"], "stated"
    years = _span(year, target)
    unit = _unit(target, level, observed, known.units)
    start = _converted(observed, unit, known.units) if observed and unit else None

    way = _way(target, level, rate, start, years, known)
    amount = _is_amount(target, known.units)
    cells = _cells("baseline", "baseline_value", way.start)
    cells |= _known_by("implied_cagr", way.growth, rate is not None and rate["measure"] == "cagr")
    cells |= _known_by("absolute_change", way.absolute, amount)
    relative = _each(lambda f: (f - 1) * 100, way.factor) if way.factor else None
    cells |= _known_by("relative_change", relative, rate is not None and rate["measure"] == "cumulative_change")
    has = cells["baseline_value"] is not None
    change_unit = target["unit_id"] if amount else unit
    return {
        **{column: target[column] for column in ("target_id", *FIGURE, "target_year")},
        **cells,
        "baseline_source": ("observation" if observed else "implied") if has else "none",
        "baseline_observation_id": observed["observation_id"] if observed else None,
        "implied_from": other["target_id"] if other else None,
        "baseline_unit_id": unit if has else None,
        "baseline_year": year,
        "baseline_year_source": year_source,
        "years": years,
        "absolute_change_unit_id": change_unit if cells["absolute_change"] is not None else None,
        "missing_reason": _reason(target, way, cells, known),
    }


def _way(
    target: Row, level: Row | None, rate: Row | None, start: Bounds | None, years: int | None, known: _Known
) -> _Way:
    """The formulas: from a level observed to one promised, or by a growth or change forward or back from one."""
    end = bounds(level) if level else None
    growth, factor = _growth(rate, years, known) if rate else (None, None)
    if _is_amount(target, known.units):
        return _Way(start, growth, bounds(target), factor)
    if start and end:
        grows = target["measure"] == "level" and not _is_share(target, known)
        if grows and _is_positive(start) and _is_positive(end, zero=True):
            factor = _over(end, start)
            growth = _rooted(factor, years)
        return _Way(start, growth, _minus(end, start), factor)
    if end and factor:
        return _Way(_over(end, factor), growth, _times(end, _each(lambda f: 1 - 1 / f, factor)), factor)
    change = _times(start, _each(lambda f: f - 1, factor)) if start and factor else None
    return _Way(start, growth, change, factor)


def _reason(target: Row, way: _Way, cells: Cells, known: _Known) -> str | None:
    """Why there is no baseline or, where there is one, no growth."""
    if cells["baseline_value"] is None:
        return _vague(way.start) if way.start else "no_baseline"
    if cells["implied_cagr"] is not None:
        return None
    if target["measure"] in ("rank", "count_new"):
        return str(target["measure"])
    if _is_amount(target, known.units):
        return "own_unit"
    if target["measure"] == "level" and _is_share(target, known):
        return "share"
    if not way.factor:
        return "sign_unknown" if target["measure"] in RATES else "not_positive"
    return _vague(way.factor) if _said(way.factor)[0] is None else "no_year"


def _vague(figure: Bounds) -> str:
    return "approximate" if figure.about else "unbounded"


def _observation(target: Row, known: _Known) -> Row | None:
    """The observation that is the baseline of ``target``: the latest before it, of a year if there is one.

    A growth or change is counted from one year: only an observation of that year will do.
    Of several of one year it is the most exact, and of those the first by key.
    """
    measure, units, end = target["measure"], known.units, target["target_year"]
    wanted = "rank" if measure == "rank" else "level"
    rate = measure in RATES
    quantity = _quantity(known.indicators[target["indicator_id"]] if rate else target, units)
    since = _since(target, known)[0] if rate else None
    found = [
        row
        for row in known.observations.get(_thing(target), [])
        if row["measure"] == wanted and quantity and _quantity(row, units) == quantity
        if (row["year"] == since is not None if rate else None in (row["year"], end) or row["year"] < end)
    ]
    return min(found, key=lambda row: (-(row["year"] or 0), *_exactness(row), row["observation_id"]), default=None)


def _other(target: Row, known: _Known) -> Row | None:
    """The target of the same thing and year from whose level, growth or change a baseline follows.

    Of several it is a growth before a change, one of the same table or text, the most exact, the first by key.
    """
    if target["measure"] not in ("level", *RATES) or target["target_year"] is None:
        return None
    wanted = ("level",) if target["measure"] in RATES else RATES

    def serves(row: Row) -> bool:
        level, rate = (row, target) if row["measure"] == "level" else (target, row)
        span = _span(_since(rate, known)[0], rate)
        return _is_positive(bounds(level), zero=True) and _growth(rate, span, known)[1] is not None

    def order(row: Row) -> tuple[object, ...]:
        apart = row["table_label"] != target["table_label"]
        return (wanted.index(row["measure"]), apart, *_exactness(row), row["target_id"])

    rows = [row for row in known.targets[_thing(target)] if row["measure"] in wanted]
    rows = [row for row in rows if row["target_year"] == target["target_year"] and serves(row)]
    return min(rows, key=order, default=None)


def _exactness(row: Row) -> tuple[int, bool]:
    return (EXACT.index(row["comparator"]) if row["comparator"] else len(EXACT), row["value_max"] is not None)


def _since(rate: Row, known: _Known) -> tuple[int | None, str | None]:
    """The year from which a growth or change is counted, and how it is known.

    Average growth over a period is counted from the year before it, as China's statistics do:
    that of 2026–2030 has 2025 as its base. The base of a change over a span must be said.
    """
    if rate["start_year"] is not None:
        return rate["start_year"], "stated"
    first = known.plans.get(rate["plan_id"], {}).get("period_start")
    end = rate["target_year"]
    if rate["measure"] != "cagr" or first is None or end is None or end < first:
        return None, None
    return first - 1, "plan_period"


def _span(year: int | None, target: Row) -> int | None:
    end = target["target_year"]
    return end - year if year is not None and end is not None and end > year else None


def _growth(rate: Row, years: int | None, known: _Known) -> tuple[Bounds | None, Bounds | None]:
    """The growth a year that a row states, in per cent, and the factor by which the level grows in all.

    Of what should go down, a positive number may be meant as a fall: its sign is not known.
    """
    scale = PER_CENT.get(_quantity(rate, known.units) or "")
    down = known.indicators[rate["indicator_id"]]["direction"] == "down"
    if scale is None or (down and rate["value"] > 0):
        return None, None
    per_cent = _each(lambda x: x * scale, bounds(rate))
    times = _each(lambda x: 1 + x / 100, per_cent)
    if not _is_positive(times):
        return None, None
    if rate["measure"] == "cumulative_change":
        return _rooted(times, years), times
    return per_cent, _each(lambda x: _power(x, years), times) if years else None


def _power(base: float, years: int) -> float:
    try:
        return float(base**years)
    except OverflowError:
        return inf


def _rooted(factor: Bounds, years: int | None) -> Bounds | None:
    """The compound annual growth, in per cent, that leads to ``factor`` in ``years``."""
    return _each(lambda f: (f ** (1 / years) - 1) * 100, factor) if years else None


def _quantity(row: Row, units: Mapping[str, Row]) -> str | None:
    found: str | None = units.get(row["unit_id"], {}).get("quantity")
    return found


def _is_share(row: Row, known: _Known) -> bool:
    return _quantity(row, known.units) == "share"


def _is_amount(row: Row, units: Mapping[str, Row]) -> bool:
    """Whether a row states how much is added: a number, or a change in the indicator's unit or percentage points."""
    amount = _quantity(row, units) not in (None, *PER_CENT)
    return row["measure"] == "count_new" or (row["measure"] == "cumulative_change" and amount)


def _unit(target: Row, level: Row | None, observed: Row | None, units: Mapping[str, Row]) -> str | None:
    """The unit of baseline and change: that of the level or number promised, else that of the observation."""
    row = level or observed
    if observed and _quantity(target, units) == _quantity(observed, units) and target["measure"] not in RATES:
        row = target
    return row["unit_id"] if row else None


def _converted(row: Row, unit: str, units: Mapping[str, Row]) -> Bounds:
    """The bounds of a row's figure in ``unit``, as ``pyplanning.convert`` converts it."""
    times = units[row["unit_id"]]["factor"] / units[unit]["factor"]
    return _each(lambda x: x * times, bounds(row))


def bounds(row: Row) -> Bounds:
    """Between what the figure of a row lies, by its comparator, value and value_max."""
    low = row["value"]
    high = low if row["value_max"] is None else row["value_max"]
    match row["comparator"]:
        case "eq" | "approx" as comparator:
            return Bounds(low, high, about=comparator == "approx")
        case "ge" | "gt" as comparator:
            return Bounds(low, inf, low_in=comparator == "ge")
        case "le":
            return Bounds(-inf, high)
    return Bounds(-inf, inf)


def _said(figure: Bounds) -> tuple[str | None, float | None, float | None]:
    """A figure as comparator, value and upper end of a range; all null where nothing bounds it."""
    low, high = _plain(figure.low), _plain(figure.high)
    if not isinf(low) and not isinf(high):
        return "approx" if figure.about else "eq", low, None if low == high else high
    if figure.about or (isinf(low) and isinf(high)):
        return None, None, None
    if isinf(high):
        return "ge" if figure.low_in else "gt", low, None
    return "le" if figure.high_in else "lt", high, None


def _plain(number: float) -> float:
    """A number to twelve digits: the last ones differ between machines."""
    return float(f"{number:.12g}") + 0.0  # there is no negative zero


def _cells(name: str, value: str, figure: Bounds | None) -> Cells:
    found = _said(figure) if figure else (None, None, None)
    return dict(zip((f"{name}_comparator", value, f"{value}_max"), found, strict=True))


def _known_by(name: str, figure: Bounds | None, stated: bool) -> Cells:
    """The cells of a figure, with how it is known."""
    found = _cells(name, name, figure)
    source = "stated" if stated else "derived"
    return found | {f"{name}_source": None if found[name] is None else source}


def _is_positive(figure: Bounds, zero: bool = False) -> bool:
    return all(end > 0 or (zero and end == 0) for end in (figure.low, figure.high) if not isinf(end))


def _each(function: Callable[[float], float], figure: Bounds) -> Bounds:
    """What an increasing function makes of a figure; an end that is open stays open."""
    low, high = (end if isinf(end) else function(end) for end in (figure.low, figure.high))
    return figure._replace(low=low, high=high)


def _minus(end: Bounds, start: Bounds) -> Bounds:
    return Bounds(
        end.low - start.high,
        end.high - start.low,
        end.low_in and start.high_in,
        end.high_in and start.low_in,
        end.about or start.about,
    )


def _over(end: Bounds, start: Bounds) -> Bounds:
    """``end`` / ``start``, of which the first is not negative and the second is positive."""
    below = isinf(end.low) or isinf(start.high)
    above = isinf(end.high) or isinf(start.low)
    return Bounds(
        -inf if below else end.low / start.high,
        inf if above else end.high / start.low,
        end.low_in and start.high_in,
        end.high_in and start.low_in,
        end.about or start.about,
    )


def _times(one: Bounds, two: Bounds) -> Bounds:
    """``one`` × ``two``, of any sign."""
    ends = [
        (0.0 if 0 in (x, y) else x * y, x_in and y_in)
        for x, x_in in ((one.low, one.low_in), (one.high, one.high_in))
        for y, y_in in ((two.low, two.low_in), (two.high, two.high_in))
    ]
    low, high = min(end for end, _ in ends), max(end for end, _ in ends)
    return Bounds(low, high, (low, True) in ends, (high, True) in ends, one.about or two.about)
