"""Made-up figures that the tests of baselines and of trajectories share."""

THING = {"plan_id": "p", "indicator_id": "output", "recognition": None, "industry_id": None, "region_code": "yunze"}
FIGURE = {**THING, "measure": "level", "comparator": "eq", "value_max": None, "unit_id": "yi-yuan", "start_year": None}
UNITS = [
    {"unit_id": unit, "quantity": quantity, "factor": factor}
    for unit, quantity, factor in (
        ("yi-yuan", "money", 1e8),
        ("wan-yi-yuan", "money", 1e12),
        ("item", "count", 1.0),
        ("enterprise", "count", 1.0),
        ("percent", "share", 1.0),
        ("times", "share", 100.0),
        ("point", "percentage-point", 1.0),
        ("place", "rank", 1.0),
    )
]


def target(value, **cells):
    return {"target_id": "t", **FIGURE, "table_label": None, "target_year": 2030, "value": value} | cells


def growth(value, **cells):
    return target(value, **{"target_id": "g", "measure": "cagr", "unit_id": "percent"} | cells)


def change(value, **cells):
    return target(value, **{"target_id": "c", "measure": "cumulative_change", "unit_id": "percent"} | cells)


def observed(value, **cells):
    return {"observation_id": "o", **FIGURE, "part_of_id": None, "year": 2025, "value": value} | cells
