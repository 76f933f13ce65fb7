"""The plans' official texts: their normal form, the figures in them, and what rows quote of them.

``plan_texts`` has the files of the texts, ``rows_to_prove`` the rows, ``quotes`` what rows quote and
where it is, ``find_quotes`` fills in the places that rows lack; ``text`` and ``numerals`` know no rows.
"""

from collections.abc import Mapping
from pathlib import Path

Sources = str | Path | Mapping[str, str | Path]  # the plans' texts: a folder with PLAN_ID.txt, or the file of each plan
