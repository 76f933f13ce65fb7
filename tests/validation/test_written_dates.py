"""Dates and times as people write them."""

import pytest

from pyplanning.datapackage.resource import Field
from pyplanning.validation.suggest import corrected, suggestion


def field(kind, form="default"):
    return Field({"name": "on", "type": kind, "format": form})


@pytest.mark.parametrize(
    "cell",
    [
        "2026年3月2日",
        "2026年3月2号",
        "2026年03月02日",
        "2026 年 3 月 2 日",
        "２０２６年３月２日",
        "二〇二六年三月二日",
        "二○二六年三月二日",
        "二零二六年三月二号",
        "2026年三月二日",
        "2026年3月2日（星期一）",
        "2026年3月2日 周一",
        "2026-3-2",
        "2026/3/2",
        "2026/03/02",
        "2026.3.2",
        "2026．3．2",
        "2026、3、2",
        "2026 3 2",
        "20260302",
        "2026-03-02 00:00:00",
        "2026-03-02T00:00:00",
        "2026-03-02T00:00:00.000",
        "2026-03-02T00:00:00Z",
        "2026-03-02T00:00:00+08:00",
        "2026/3/2 0:00",
        "2026年3月2日0时",
        "2 March 2026",
        "2nd of March 2026",
        "March 2, 2026",
        "Mar 2nd, 2026",
        "02-Mar-2026",
        "2026-Mar-02",
        "Monday, 2 March 2026",
        "2026年3月2日。",
        "46083",
        "46083.0",
    ],
)
def test_a_day(cell):
    assert corrected(field("date"), cell) == {"on": "2026-03-02"}


@pytest.mark.parametrize(
    ("cell", "day"),
    [("31/1/2026", "2026-01-31"), ("1/31/2026", "2026-01-31"), ("二〇二六年十二月三十一日", "2026-12-31")],
)
def test_a_day_that_can_be_read_in_one_way(cell, day):
    assert suggestion(field("date"), cell) == day


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "3/2/2026",
            "26-3-2",
            "2026-02-30",
            "2026年13月1日",
            "2026年3月",
            "2026年",
            "3月2日",
            "March 2026",
            "Marx 2, 2026",
        ),
        *("March 2026", "Marx 2, 2026", "2026年3月2日上午", "2026-03-01T16:00:00Z", "12345", "99999", "46083年"),
        *("很久以前", "2026-03-02 25:00"),
    ],
)
def test_no_day(cell):
    assert suggestion(field("date"), cell) == ""


@pytest.mark.parametrize(
    ("kind", "cell", "likely"),
    [
        ("date", "46083.5", "2026-03-02"),
        ("date", "2026-03-02 08:30", "2026-03-02"),
        ("year", "2026-03-02", "2026"),
        ("yearmonth", "2026年3月2日", "2026-03"),
    ],
)
def test_what_is_only_likely_is_suggested_and_not_corrected(kind, cell, likely):
    assert corrected(field(kind), cell) == {}
    assert suggestion(field(kind), cell) == likely


@pytest.mark.parametrize(
    ("kind", "form", "cell", "meant"),
    [
        ("date", "%Y%m%d", "2026-03-02", "20260302"),
        ("date", "%d/%m/%Y", "2026年3月2日", "02/03/2026"),
        ("yearmonth", "default", "2026年3月", "2026-03"),
        ("yearmonth", "default", "2026/3", "2026-03"),
        ("yearmonth", "default", "二〇二六年十一月", "2026-11"),
        ("year", "default", "2026年", "2026"),
        ("year", "default", "2026年底", "2026"),
        ("year", "default", "二〇二六年", "2026"),
        ("integer", "default", "2026.0", "2026"),
        ("time", "default", "8:30", "08:30:00"),
        ("time", "default", "8时30分", "08:30:00"),
        ("datetime", "default", "2026年3月2日 8:30", "2026-03-02T08:30:00"),
        ("datetime", "%Y-%m-%d %H:%M", "2026/3/2 8:30", "2026-03-02 08:30"),
    ],
)
def test_other_types_and_formats(kind, form, cell, meant):
    assert corrected(field(kind, form), cell) == {"on": meant}
