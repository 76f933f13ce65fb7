"""Compare what the plans promise for one industry, in one unit."""

import pyplanning as pp

targets = pp.load("targets", labels="en")
industries = pp.load("industries")[["industry_id", "concept_id"]]

# Concepts are shared by all plans; each plan names its industries in its own way.
rows = targets.merge(industries, on="industry_id")
rows = rows[(rows["concept_id"] == "biomedicine") & (rows["unit_id"] == "yi-yuan")]
rows = pp.convert(rows, "wan-yi-yuan")

columns = ["region_name_en", "indicator_id", "target_year", "comparator", "value", "evidence"]
print(rows[columns].sort_values("target_year").to_string(index=False))
