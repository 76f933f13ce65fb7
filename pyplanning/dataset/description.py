"""What a table's columns mean, as a frame that a notebook shows in full."""

import pandas as pd

from pyplanning.datapackage.resource import Resource
from pyplanning.rule import as_html


class Description(pd.DataFrame):
    """A frame with a row for each column of a table; what is taken from it is a plain frame."""

    _metadata = ("_about",)

    def of(self, table: Resource) -> "Description":
        """Remember the titles of the table, which a notebook shows above the columns."""
        counts = (f"{len(self)} columns", f"{len(self)}列")
        about = (table.text("title", "en"), table.text("title", "zh"))
        self._about = tuple(f"{table.name} · {title} · {n}" for title, n in zip(about, counts, strict=True))
        return self

    def _repr_html_(self) -> str:
        about: tuple[str, ...] = getattr(self, "_about", ())
        return as_html(about, pd.DataFrame(self), len(self), shown=len(self))
