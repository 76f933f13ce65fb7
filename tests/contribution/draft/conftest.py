"""A small lexicon of invented things."""

import pytest

from pyplanning.contribution.draft.lexicon import Lexicon

UNITS = (
    ("class", "类", "count", "1"),
    ("enterprise", "家", "count", "1"),
    ("item", "个", "count", "1"),
    ("line", "条", "count", "1"),
    ("percent", "%", "share", "1"),
    ("percentage-point", "个百分点", "percentage-point", "1"),
    ("person", "人", "persons", "1"),
    ("place", "位", "rank", "1"),
    ("project", "项", "count", "1"),
    ("times", "倍", "share", "100"),
    ("wan-person", "万人", "persons", "10000"),
    ("wan-tonne", "万吨", "mass", "10000"),
    ("wan-yi-yuan", "万亿元", "money", "1e12"),
    ("wan-yuan", "万元", "money", "10000"),
    ("year", "年", "time", "1"),
    ("yi-yuan", "亿元", "money", "1e8"),
    ("yuan", "元", "money", "1"),
)
INDICATORS = (
    ("revenue", "营业收入", "yi-yuan"),
    ("mills", "水磨数量", "item"),
    ("value-added", "增加值", "yi-yuan"),
    ("value-added-share", "增加值占地区生产总值比重", "percent"),
    ("rd-intensity", "研发经费投入强度", "percent"),
    ("weavers", "织工人数", "person"),
)


@pytest.fixture
def known() -> Lexicon:
    regions = [
        {"region_code": "990000", "name_zh": "云河省", "level": "province", "parent_code": "china"},
        {"region_code": "990100", "name_zh": "磨坊市", "level": "prefecture", "parent_code": "990000"},
        {"region_code": "990200", "name_zh": "苇塘市", "level": "prefecture", "parent_code": "990000"},
    ]
    units = [{"unit_id": i, "name_zh": n, "quantity": q, "factor": f} for i, n, q, f in UNITS]
    indicators = [{"indicator_id": i, "name_zh": n, "unit_id": u, "definition_zh": n} for i, n, u in INDICATORS]
    concepts = [{"concept_id": "water-mills", "name_zh": "水磨"}, {"concept_id": "silk", "name_zh": "丝绸"}]
    empty = dict.fromkeys(("industries", "targets", "observations", "numeral_words"), ())
    rows = {"regions": regions, "units": units, "indicators": indicators, "industry_concepts": concepts}
    return Lexicon(rows | empty)
