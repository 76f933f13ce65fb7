"""Compare what the plans promise for one industry, in one unit."""

import pyplanning as pp

# What every plan aims at for the size of new materials: through broader indicators and concepts, in one unit.
rows = pp.compare("new-materials", "industry-size", unit="yi-yuan")

columns = ["plan_id", "concept_id", "indicator_id", "target_year", "comparator", "value", "evidence"]
print(rows[columns].to_string(index=False))
