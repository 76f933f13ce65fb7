from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pyplanning.publishing.site.content import read_content
from pyplanning.publishing.site.gloss import gloss

UNITS = [
    ("yi-yuan", "亿元", "100 million yuan", "money", "yuan", "100000000"),
    ("wan-item", "万个", "10 thousand", "count", "item", "10000"),
    ("yi-jin", "亿斤", "100 million jin (50 thousand tonnes)", "mass", "tonne", "50000"),
    ("place", "位", "place in a ranking", "rank", "place", "1"),
    ("percent", "%", "per cent", "share", "percent", "1"),
]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"value": "4000", "unit_id": "yi-yuan", "comparator": "ge"}, "≥ 400 billion yuan"),
        ({"value": "1.5", "value_max": "2", "unit_id": "wan-item", "comparator": "eq"}, "15,000–20,000"),
        ({"value": "1050", "unit_id": "yi-jin", "comparator": "approx"}, "about 105 billion jin"),
        ({"value": "10", "unit_id": "place", "comparator": "le"}, "rank ≤ 10"),
        ({"value": "2.30", "unit_id": "percent", "comparator": "gt"}, "> 2.3%"),
        ({"value": "0", "unit_id": "percent", "comparator": "eq"}, "0%"),
        ({"value": "-5", "unit_id": "percent", "comparator": "eq"}, "-5%"),
        ({"value": "", "unit_id": "", "comparator": ""}, "no figure"),
    ],
)
def test_a_figure_is_said_in_english_numbers(cells: dict[str, str], said: str, tmp_path: Path, example: Any) -> None:
    names = ("unit_id", "name_zh", "name_en", "quantity", "base_unit", "factor")
    example.rows["units"] = [dict(zip(names, unit, strict=True)) for unit in UNITS]
    package = example.package()
    row = dict.fromkeys(example.rows["targets"][0], "") | {"measure": "level", "target_year": "2030"} | cells
    row |= {"value_max": cells.get("value_max", ""), "subject_en": "new materials"}
    row = {name: row.get(name, "") for name in {*row, "start_year", "indicator_id", "industry_id", "region_code"}}
    assert gloss("targets", row, read_content(package, "en", tmp_path)) == ", ".join(
        filter(None, [said, "new materials", "2030"])
    )
    assert gloss("targets", row, read_content(package, "zh", tmp_path)) == ""
