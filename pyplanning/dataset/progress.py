"""Progress: what became of each quantified target, beside what was observed for it.

Nothing in it is data of its own: every verdict follows from ``targets``, ``observations`` and the tables they
refer to by the rules of docs/progress.md. Two figures that measure different things are never compared; the
difference is named instead.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from pyplanning.datapackage.descriptor import descriptor
from pyplanning.datapackage.errors import PackageError
from pyplanning.datapackage.metadata import Lang
from pyplanning.dataset.baseline import SUBJECT, Row
from pyplanning.dataset.bounds import rounded
from pyplanning.dataset.derived import Cells, Derived
from pyplanning.dataset.frames import columns_of, engine_of, reader_of
from pyplanning.dataset.labelled import check_labels, with_labels
from pyplanning.dataset.outcome import DIFFERENT, Observed, broadest, judged
from pyplanning.dataset.read import Release, frame_of, open_package, read_cells

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

FIGURE = ("indicator_id", "recognition", "industry_id", "region_code", "measure", "comparator", "value", "value_max")
NEEDED = {
    "targets": ("target_id", "plan_id", *FIGURE, "unit_id", "start_year", "target_year", "restates_id", "evidence"),
    "observations": ("observation_id", "plan_id", *FIGURE, "unit_id", "start_year", "year", "evidence"),
    "plans": ("plan_id", "kind", "region_code"),
    "sections": ("plan_id", "scope"),
    "indicators": ("indicator_id", "broader_id", "direction"),
    "industries": ("industry_id", "concept_id"),
    "regions": ("region_code", "parent_code"),
    "units": ("unit_id", "quantity", "factor"),
}
NEWER = {"targets": (SUBJECT,), "observations": (SUBJECT,)}


def progress(
    observations: pd.DataFrame | pl.DataFrame | str | os.PathLike[str] | None = None,
    release: Release | None = None,
    labels: Lang | None = None,
) -> pd.DataFrame:
    """Set each target with a value beside what was observed for it, and say what became of it.

    ``observations`` are rows to judge by instead of those of the package: a frame with the columns of the
    table ``observations`` (``NEEDED`` lists them; those that may be null may be missing), or a file or folder
    with that table, such as a contribution. ``release`` is a downloaded release to read instead of the
    installed package. ``labels`` ("zh" or "en") adds names and labels as ``load`` does.

    Returns a frame with one row for each target that has a value and restates no other, with the columns
    of table ``progress``: ``status`` is met, missed, undecided, on_track, behind, turning_away, not_comparable,
    not_reported, not_due or undated, ``reason`` why; the observed figure is in the target's unit. ``ratio`` and
    ``ratio_max`` are the growth observed over the growth needed, after Open SDG's published method.
    docs/progress.md has the rules, their thresholds and their source.
    Raises PackageError if the release or the file cannot be read, or lacks a column, or the frame lacks one, and
    ValueError if it is no frame, or two of its columns have one name, and for another language.
    """
    check_labels(labels)
    with open_package(release) as (folder, package):
        given = () if observations is None else ("observations",)
        tables = PROGRESS.sources(package, partial(read_cells, folder), given)
        if observations is not None:
            tables["observations"] = _own(observations)
        frame = frame_of(derive(**tables), RESOURCE)
        return with_labels(frame, RESOURCE, folder, package, labels) if labels else frame


def _own(source: pd.DataFrame | pl.DataFrame | str | os.PathLike[str]) -> list[Cells]:
    """Take the rows of a frame or file of the user's own, in which columns that may be null may be missing."""
    columns = (*NEEDED["observations"], SUBJECT)
    rows = _handed_in(source) if isinstance(source, (str, os.PathLike)) else _of_frame(source, columns)
    for row in rows:
        row["comparator"] = row["comparator"] or "eq"
        for column, kind in (("value", float), ("value_max", float), ("year", int), ("start_year", int)):
            try:
                row[column] = None if row[column] is None else kind(row[column])
            except (TypeError, ValueError):
                key, cell = row["observation_id"], str(row[column])[:40]
                raise PackageError(
                    f"observations/{key}: {column} “{cell}” is not a number; run validate first",
                    f"observations/{key}：{column}“{cell}”不是数字，请先运行validate",
                ) from None
    return rows


def _of_frame(frame: pd.DataFrame | pl.DataFrame, columns: Sequence[str]) -> list[Cells]:
    optional = ("plan_id", SUBJECT, "recognition", "industry_id", "comparator", "value_max", "start_year", "evidence")
    reader, given = reader_of(engine_of(frame)), columns_of(frame)
    if lacking := ", ".join(c for c in columns if c not in given and c not in optional):
        raise PackageError(f"the frame has no {lacking}, which is needed here", f"数据框没有此处所需的{lacking}")
    cells = [reader.cells_in(frame, c) if c in given else [None] * len(frame) for c in columns]
    return [dict(zip(columns, row, strict=True)) for row in zip(*cells, strict=True)]


def _handed_in(source: str | os.PathLike[str]) -> list[Cells]:
    """Read the table of observations in a file or folder that was handed in, as text."""
    from pyplanning.io.read import read, text_values
    from pyplanning.io.table import ROW

    resource = descriptor().table("observations")
    tables = [table for table in read(source) if table.name == resource.name]
    if not tables:
        raise PackageError(f"{source} has no table observations", f"{source}中没有observations表")
    return [row for table in tables for row in text_values(table, resource).drop(ROW).to_dicts()]


def derive(
    targets: Iterable[Row],
    observations: Iterable[Row],
    plans: Iterable[Row],
    sections: Iterable[Row],
    indicators: Iterable[Row],
    industries: Iterable[Row],
    regions: Iterable[Row],
    units: Iterable[Row],
) -> list[Cells]:
    """Derive the rows of progress from the rows of the tables, which have the columns in ``NEEDED``."""
    observed = [row for row in observations if row["value"] is not None]
    partly = {row["plan_id"] for row in sections if row["scope"] not in (None, "full")}
    by_indicator: dict[str, list[Row]] = {}
    known = {row["indicator_id"]: row for row in indicators}
    for row in observed:
        by_indicator.setdefault(broadest(row["indicator_id"], known), []).append(row)
    evidence = Observed(
        by_indicator,
        known,
        {row["industry_id"]: row["concept_id"] or row["industry_id"] for row in industries},
        {row["region_code"]: row["parent_code"] for row in regions},
        {row["unit_id"]: row for row in units},
        {row["region_code"] for row in plans if row["kind"] == "work_report" and row["plan_id"] not in partly},
        max((row["year"] for row in observed if row["year"] is not None), default=0),
    )
    valued = (row for row in targets if row["value"] is not None and row["restates_id"] is None)
    return [_row(target, evidence) for target in valued]


def _row(target: Row, observed: Observed) -> Cells:
    status, reason, row, ratio = judged(target, observed)
    shown = observed.in_unit_of(target, row).written() if row and reason not in DIFFERENT else (None, None, None)
    if row and reason in DIFFERENT:  # as it stands, in its own unit
        shown = (row["comparator"], row["value"], row["value_max"])
    return {
        **{column: target[column] for column in ("target_id", "plan_id", *FIGURE, "unit_id", "target_year")},
        "evidence": target["evidence"],
        "status": status,
        "reason": reason,
        "observation_id": row["observation_id"] if row else None,
        "observed_plan_id": row["plan_id"] if row else None,
        "observed_year": row["year"] if row else None,
        **dict(zip(("observed_comparator", "observed_value", "observed_value_max"), shown, strict=True)),
        "observed_unit_id": (row["unit_id"] if reason in DIFFERENT else target["unit_id"]) if row else None,
        "observed_evidence": row["evidence"] if row else None,
        "ratio": rounded(ratio[0]) if ratio else None,
        "ratio_max": rounded(ratio[1]) if ratio else None,
    }


PROGRESS = Derived("progress", NEEDED, NEWER, derive)
RESOURCE = PROGRESS.resource
