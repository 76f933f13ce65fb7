"""Figures between units of one quantity."""

from decimal import Decimal

import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import pyplanning as pp

UNITS = pp.load("units").set_index("unit_id")
MONEY = sorted(UNITS.index[UNITS["quantity"] == "money"])


def frame(*rows: tuple[float | None, str | None], **more) -> pd.DataFrame:
    values, units = zip(*rows, strict=True)
    return pd.DataFrame({"value": pd.Series(values, dtype="Float64"), "unit_id": pd.Series(units, dtype="str"), **more})


@pytest.mark.parametrize(
    ("value", "start", "end", "converted"),
    [
        (4000, "yi-yuan", "wan-yi-yuan", 0.4),
        (1.2, "wan-yi-yuan", "yi-yuan", 12_000),
        (1, "yi-yuan", "wan-yuan", 10_000),
        (5, "wan-yuan", "yuan", 50_000),
        (108, "wan-person", "person", 1_080_000),
        (2, "yi-person", "wan-person", 20_000),
        (8, "percent", "percent", 8),
        (2, "times", "percent", 200),
        (50, "percent", "times", 0.5),
        (5, "percentage-point", "percentage-point", 5),
    ],
)
def test_values_are_multiplied(value, start, end, converted):
    result = pp.convert(frame((value, start)), end)
    assert result["value"].tolist() == [pytest.approx(converted)]
    assert result["unit_id"].tolist() == [end]


@pytest.mark.parametrize("name", ["yi-yuan", "亿元", "100 million yuan"])
def test_a_unit_goes_by_its_id_or_either_name(name):
    assert pp.convert(frame((1, "wan-yi-yuan")), name)["value"].tolist() == [pytest.approx(10_000)]


@given(st.floats(-1e9, 1e9), st.sampled_from(MONEY), st.sampled_from(MONEY))
def test_there_and_back_again(value, start, end):
    back = pp.convert(pp.convert(frame((value, start)), end), start)
    assert back["value"].tolist() == [pytest.approx(value)]
    assert back["unit_id"].tolist() == [start]


def test_the_upper_end_is_converted_too():
    given = frame((1, "yi-yuan"), value_max=pd.Series([2], dtype="Float64"))
    assert pp.convert(given, "wan-yuan")["value_max"].tolist() == [20_000]


def test_rows_without_value_or_unit_stay():
    result = pp.convert(frame((None, "yi-yuan"), (7, None), (1, "yi-yuan")), "wan-yuan")
    assert pd.isna(result["value"][0])
    assert result["value"].tolist()[1:] == [7, 10_000]
    assert [None if pd.isna(u) else u for u in result["unit_id"]] == ["wan-yuan", None, "wan-yuan"]


def test_labels_follow_the_unit():
    given = frame((1, "yi-yuan"), (7, None)).assign(
        unit_name_zh=["亿元", None], unit_name_en=["100 million yuan", None]
    )
    result = pp.convert(given, "wan-yuan")
    assert result["unit_name_zh"].tolist()[0] == "万元"
    assert result["unit_name_en"].tolist()[0] == UNITS.loc["wan-yuan", "name_en"]
    assert result[["unit_name_zh", "unit_name_en"]].iloc[1].isna().all()


def test_the_frame_given_is_not_changed():
    given = frame((1, "yi-yuan"))
    before = given.copy()
    result = pp.convert(given, "wan-yuan")
    pd.testing.assert_frame_equal(given, before)
    assert result is not given


def test_other_columns_and_the_index_stay():
    given = frame((1, "yi-yuan"), (2, "yi-yuan"), target_id=["a", "b"]).set_index(pd.Index([7, 3]))
    result = pp.convert(given, "wan-yuan")
    assert list(result.columns) == ["value", "unit_id", "target_id"]
    assert result.index.tolist() == [7, 3]
    assert result["target_id"].tolist() == ["a", "b"]


def test_an_empty_frame():
    assert pp.convert(frame((1, "yi-yuan")).iloc[:0], "wan-yuan").empty


@pytest.mark.parametrize("table", ["targets", "observations"])
def test_rows_of_the_tables_can_be_converted(table):
    rows = pp.load(table, labels="zh")
    money = rows[rows["unit_id"].isin(MONEY)]
    result = pp.convert(money, "亿元")
    assert set(result["unit_id"]) <= {"yi-yuan"}
    expected = money["value"] * money["unit_id"].map(UNITS["factor"]) / 1e8
    assert result["value"].isna().tolist() == money["value"].isna().tolist()
    assert result["value"].dropna().tolist() == pytest.approx(expected.dropna().tolist())


def test_another_quantity_is_refused():
    with pytest.raises(pp.PackageError, match="cannot be converted") as caught:
        pp.convert(frame((1, "wan-yuan"), (8, "percent")), "亿元")
    assert isinstance(caught.value, ValueError)
    assert caught.value.zh == (
        "unit_id：percent (1)无法换算为yi-yuan（亿元），请先选出计量单位与之同类的行，或使用errors='keep'"
    )
    assert str(caught.value) == (
        "unit_id: percent (1) cannot be converted: yi-yuan measures money; select the rows whose unit measures money,"
        " or pass errors='keep'"
    )


@pytest.mark.parametrize(
    ("start", "end"), [("percentage-point", "percent"), ("percent", "percentage-point"), ("times", "percentage-point")]
)
def test_percentage_points_are_no_shares(start, end):
    with pytest.raises(ValueError, match=rf"{start} \(1\) cannot be converted: {end} measures"):
        pp.convert(frame((5, start)), end)


def test_the_units_of_a_release_are_its_own(write_package):
    unit = {"name_zh": "石", "name_en": "stone", "quantity": "mass"}
    units = [unit | {"unit_id": "stone", "factor": "6"}, unit | {"unit_id": "kilogram", "name_zh": "", "factor": "1"}]
    result = pp.convert(frame((2, "stone")), "kilogram", release=write_package({"units": units}))
    assert (result["value"].tolist(), result["unit_id"].tolist()) == ([12], ["kilogram"])


def test_of_many_units_of_another_quantity_the_first_are_named():
    others = sorted(unit for unit, quantity in UNITS["quantity"].items() if quantity != "money")
    with pytest.raises(ValueError, match="cannot be converted") as caught:
        pp.convert(frame(*((1, unit) for unit in others)), "亿元")
    named = [f"{unit} (1)" for unit in others[:10]]
    start = f"unit_id: {', '.join(named)} … ({len(others)} in all) cannot be converted: "
    assert caught.value.en.startswith(start)
    assert caught.value.zh.startswith(f"unit_id：{'、'.join(named)}……（共{len(others)}个）无法换算为yi-yuan")


def test_every_unit_of_another_quantity_is_named():
    with pytest.raises(ValueError, match=r"percent \(1\), person \(1\) cannot be converted"):
        pp.convert(frame((1, "person"), (8, "percent")), "亿元")


@pytest.mark.parametrize(
    ("unit", "hint"), [("yi-yaun", "'yi-yuan'"), ("万亿", "'万亿元'"), ("100 million yuans", "'100 million yuan'")]
)
def test_an_unknown_unit_names_the_nearest(unit, hint):
    with pytest.raises(KeyError) as caught:
        pp.convert(frame((1, "yi-yuan")), unit)
    assert caught.value.args[0].startswith(f"no unit {unit!r}; did you mean {hint}")


def test_an_unknown_unit_in_the_rows_names_the_nearest():
    with pytest.raises(KeyError) as caught:
        pp.convert(frame((1, "yi-yuann")), "亿元")
    assert caught.value.args == ("no unit 'yi-yuann'; did you mean 'yi-yuan'?",)


@pytest.mark.parametrize("column", ["value", "unit_id"])
def test_a_missing_column_is_named(column):
    with pytest.raises(KeyError) as caught:
        pp.convert(frame((1, "yi-yuan")).drop(columns=column), "亿元")
    assert caught.value.args == (f"the frame has no column {column!r}; pass rows of targets or observations",)


# Figures as they are printed


@pytest.mark.parametrize(
    ("value", "start", "end", "converted"),
    [
        (2300, "yi-yuan", "wan-yi-yuan", 0.23),
        (0.07, "wan-yi-yuan", "yi-yuan", 700),
        (3.3, "times", "percent", 330),
        (1.1, "wan-yuan", "yuan", 11_000),
        (15_000, "mu", "hectare", 1000),  # five digits
        (5, "mu", "hectare", 0.333),  # at least three
        (12.3456, "mu", "hectare", 0.823040),
        (-300, "mu", "hectare", -20),
        (0, "mu", "hectare", 0),
        (1, "year", "day", 365),
        (float("inf"), "mu", "hectare", float("inf")),
    ],
)
def test_a_figure_keeps_the_digits_that_are_printed(value, start, end, converted):
    assert pp.convert(frame((value, start)), end)["value"].tolist() == [converted]


@given(st.decimals(-(10**9), 10**9, places=4, allow_nan=False), st.sampled_from(MONEY), st.sampled_from(MONEY))
def test_powers_of_ten_are_exact(value, start, end):
    exact = value * Decimal(UNITS.loc[start, "factor"]) / Decimal(UNITS.loc[end, "factor"])
    assert pp.convert(frame((float(value), start)), end)["value"].tolist() == [float(exact)]


# Several figures


def test_every_figure_is_converted_from_its_own_unit():
    rows = pp.load("trajectories", labels="en").query("absolute_change_unit_id == 'yi-yuan'")
    result = pp.convert(rows, "wan-yi-yuan", errors="keep")
    for figure in ("baseline_value", "absolute_change", "absolute_change_max"):
        assert result[figure].dropna().tolist() == pytest.approx((rows[figure].dropna() / 10_000).tolist())
    assert {*result["absolute_change_unit_id"]} == {"wan-yi-yuan"}
    assert {*result["absolute_change_unit_name_en"]} == {UNITS.loc["wan-yi-yuan", "name_en"]}
    pd.testing.assert_series_equal(result["implied_cagr"], rows["implied_cagr"])  # in per cent, whatever the unit


def test_what_does_not_fit_may_be_kept():
    result = pp.convert(frame((1, "wan-yuan"), (8, "percent"), (None, None)), "亿元", errors="keep")
    assert result["value"].tolist() == [0.0001, 8, pd.NA]
    assert result["unit_id"].fillna("").tolist() == ["yi-yuan", "percent", ""]


def test_figures_may_be_called_otherwise():
    given = pd.DataFrame({"unit_id": ["wan-yuan", "yuan"], 2025: [1, 20_000], "2030": [2.5, None]})
    result = pp.convert(given, "yuan", columns=[2025, "2030"])
    assert result[2025].tolist() == [10_000, 20_000]
    assert result["2030"].tolist() == [25_000, pd.NA]


def test_a_polars_frame_stays_one():
    rows = pp.load("targets", "polars", labels="zh").filter(pl.col("unit_id").is_in(MONEY))
    result = pp.convert(rows, "亿元")
    assert isinstance(result, pl.DataFrame)
    expected = pp.convert(pp.load("targets", labels="zh").query("unit_id in @MONEY"), "亿元")
    assert result["value"].to_list() == [None if pd.isna(x) else x for x in expected["value"]]
    assert {*result["unit_name_zh"]} == {"亿元"}


# Frames that are none of ours


def test_none_and_any_index_are_taken():
    given = pd.DataFrame({"value": [None, 1], "unit_id": [None, "wan-yuan"]}, index=["x", "x"], dtype=object)
    result = pp.convert(given, "yuan")
    assert result["value"].tolist() == [pd.NA, 10_000]
    assert result.index.tolist() == ["x", "x"]


@pytest.mark.parametrize(
    ("given", "error", "error_zh"),
    [
        (
            pd.DataFrame({"value": [1, "1"], "unit_id": "yuan"}),
            "value “1” in row 2 is not a number; correct it, or run validate",
            "第2行的value“1”不是数字，请改正，或运行validate",
        ),
        (
            pd.DataFrame([[1, 2, "yuan"]], columns=["value", "value", "unit_id"]),
            "the frame has several columns 'value'; keep one of them",
            "数据框有多个“value”列，请只保留一个",
        ),
        (
            [1],
            "a value of type list is not a frame; pass one of pandas or polars (collect a LazyFrame first)",
            "list类型的值不是数据框，请传入pandas或polars数据框（LazyFrame须先collect）",
        ),
    ],
)
def test_a_frame_that_cannot_be_converted_is_refused(given, error, error_zh):
    with pytest.raises(ValueError, match=r"value|several") as caught:
        pp.convert(given, "亿元")
    assert (caught.value.en, caught.value.zh) == (error, error_zh)


def test_errors_are_raised_or_kept():
    with pytest.raises(ValueError, match="errors must be 'raise' or 'keep', not 'ignore'"):
        pp.convert(frame((1, "yuan")), "yuan", errors="ignore")
