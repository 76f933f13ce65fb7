"""Prove rows against the official texts: those of a package, or those that were handed in."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from pyplanning.datapackage.descriptor import PackageError, root
from pyplanning.evidence import quotes as c
from pyplanning.evidence import text as texts
from pyplanning.io import Row
from pyplanning.rule import Issue, Report, rule

if TYPE_CHECKING:
    from pyplanning.io.table import Table

Sources = str | Path | Mapping[str, str | Path]  # a folder with PLAN_ID.txt, or the file of each plan
Given = str | Path | Sequence["Table"] | None  # a package folder, a contributed file or tables, the shipped package


def material(given: Given, sources: Sources) -> c.Material:
    """What is to be proved; PackageError where it cannot be read. A file is made ready with its texts first."""
    if given is None or isinstance(given, str | Path):
        path = root() if given is None else Path(given)
        return c.of_tables(_ready(path, sources)) if path.is_file() else c.of_package(path)
    return c.of_tables(given)


def _ready(file: Path, sources: Sources) -> Sequence[Table]:
    """The tables of a contributed file, with ids for names and places for quotes."""
    from pyplanning.io.read import read
    from pyplanning.validation.prepare import prepared

    return prepared(read(file), read(root()), sources).tables


def files(sources: Sources, found: c.Material) -> dict[str, Path | None]:
    """The file with the text of each plan; None where none is given.

    A plan of which nothing was handed in but rows that are shipped already needs no text.
    Raises PackageError where ``sources`` names a plan that no row is about.
    """
    if not isinstance(sources, Mapping):
        named = {plan_id: _in_folder(Path(sources), plan_id) for plan_id in found.plans}
        return {p: file for p, file in named.items() if found.plans[p] or os.path.exists(file or "")}
    for plan_id in sources:
        if plan_id not in found.plans:
            raise _about_nothing(plan_id, found.plans)
    given = {plan_id: Path(file) for plan_id, file in sources.items()}
    return {plan_id: given.get(plan_id) for plan_id, new in found.plans.items() if new or plan_id in given}


def _in_folder(folder: Path, plan_id: str) -> Path | None:
    """Where a folder has a plan's text; nowhere where no file can be called as the plan is."""
    return folder / f"{plan_id}.txt" if re.fullmatch(r"[\w.-]+", plan_id) else None


def _about_nothing(plan_id: str, plans: Iterable[str]) -> PackageError:
    close = next(iter(get_close_matches(plan_id, plans, n=1)), "")
    return PackageError(
        f"a text is given for {plan_id}, but no row is about that plan" + (f"; did you mean {close}?" if close else ""),
        f"已给出{plan_id}的文本，但没有关于该规划的行" + (f"；是否为{close}？" if close else ""),
    )


@rule(
    "PL501",
    en="{key} – the text {file} {value} – expected the official text as UTF-8",
    zh="{key}：规划文本{file}{value_zh}，须为UTF-8编码的官方文本",
)
def text_readable(file: Path | None) -> tuple[str, str] | None:
    """The plan's text is given, alone or in a folder as PLAN_ID.txt, and is readable and in UTF-8.

    Fix: save the official text under that name, or name its file with the plan.
    """
    if file is None:
        return "is not given", "未提供"
    try:
        texts.read_written(file)
    except FileNotFoundError:
        return "is missing", "缺失"
    except OSError as error:
        return f"cannot be read ({error.strerror})", f"无法读取（{error.strerror}）"
    except texts.TextError as error:
        return error.en, error.zh
    return None


@rule(
    "PL502",
    level="warning",
    en="{key} – {file} is another copy of the text than the one cited – found sha256 {value} – "
    "rows are looked for near their offsets",
    zh="{key}：{file}与所引文本版本不同（sha256为{value}），将在原位置附近查找证据",
)
def text_same(text: str, plan: Row) -> str | None:
    """The normalised text is the one that the rows were taken from.

    Fix: none needed where the copy says the same; the rows are proved all the same.
    """
    digest = texts.sha256(text)
    return None if plan.get("source_sha256", "") in ("", digest) else digest


def read_plans(files: Mapping[str, Path | None], found: c.Material) -> tuple[dict[str, c.Plan], list[Issue]]:
    """The plans whose texts can be read, with their claims placed, and what is wrong.

    Raises PackageError, which names each plan, where no text at all of a package can be read.
    """
    issues = []
    plans: dict[str, c.Plan] = {}
    units = {row["unit_id"]: row for row in found.rows["units"]}
    listed = {row["plan_id"]: row for row in found.rows["plans"]}
    for plan_id, file in files.items():
        problem = text_readable.check(file)
        if problem:
            shown = str(file or f"{plan_id}.txt")
            issues.append(text_readable.issue(key=plan_id, file=shown, value=problem[0], value_zh=problem[1]))
        if problem or file is None:
            continue
        text = texts.read_text(file)
        other = text_same.check(text, listed.get(plan_id, {}))
        if other:
            issues.append(text_same.issue(key=plan_id, file=file.name, value=other[:12] + "…"))
        plans[plan_id] = c.Plan(plan_id, text, same=not other, units=units)
    if not found.tables and not files:
        raise PackageError("the package lists no plans", "数据包未列任何规划")
    if not found.tables and not plans:
        raise unread(issues)
    for claim in found.claims:
        without = found.tables and claim.row.get("evidence_start") == ""  # claims nothing yet
        if claim.plan_id in plans and not without:
            plans[claim.plan_id].claims.append(claim)
    for plan in plans.values():
        c.locate(plan)
    return plans, issues


def unread(issues: Iterable[Issue]) -> PackageError:
    """The error for texts that cannot be read, one line each."""
    told = list(issues)
    return PackageError(*("\n".join(issue.text(lang) for issue in told) for lang in ("en", "zh")))


def verify(sources: Sources, package: Given = None) -> Report:
    """Prove every row that quotes a plan against the plan's text.

    ``sources`` is a folder with the texts as PLAN_ID.txt, or has each plan's file by its id. For
    every row: the evidence stands at its offset, its section holds that place, its names can be
    read there, and the figure in the evidence gives back value, unit, comparator and year.
    ``package`` is a package folder, by default the shipped one, or tables that were handed in:
    then only their rows are proved, beside those of the shipped package, and what is found is
    told at their cells; rows without an offset are passed over, which ``locating`` fills in.
    Returns a Report whose counts are proven rows by table.
    Raises PackageError where the package, or every text of it, cannot be read, and where a text
    is given for a plan that no row is about.
    """
    found = material(package, sources)
    plans, issues = read_plans(files(sources, found), found)
    counts: dict[str, int] = {}
    for plan in plans.values():
        for claim in filter(found.owns, plan.claims):
            against = prove(claim, plan)
            counts[claim.table] = counts.get(claim.table, 0) + (not against)
            issues += against
    return Report(tuple(sorted(_at_cells(found, issues))), counts)


def _at_cells(found: c.Material, issues: list[Issue]) -> list[Issue]:
    """Findings about rows handed in at the cells where these stand, and about a plan's text at its id."""
    if not found.tables:
        return issues
    plans = {row["plan_id"]: number for number, row in enumerate(found.own("plans"), 1)}
    cells = [(i.table, i.column, i.row) if i.table else ("plans", "plan_id", plans.get(i.key, 0)) for i in issues]
    return [
        replace(issue, **found.place(*cell)) if cell[2] else issue for issue, cell in zip(issues, cells, strict=True)
    ]


def prove(claim: c.Claim, plan: c.Plan) -> list[Issue]:
    """What the text says against one row; nothing more once its evidence isn't found."""
    from pyplanning.validators import evidence as e

    issues = []
    for check in e.EVERY_ROW + (e.EVERY_FIGURE if claim.table in e.FIGURES else ()):
        said = check.check(claim, plan)
        if said is None:
            continue
        column = check.column or (e.FIGURES if check is e.year_follows else e.NAMES)[claim.table]
        heading = claim.table == "sections"  # is a quote by its number and title
        issues.append(
            check.issue(
                file=f"{claim.plan_id}.txt",
                table=claim.table,
                row=claim.number,
                column="title_zh" if heading else column,
                key=f"{claim.table}/{claim.key}",
                value=claim.quote if heading else claim.row[column],
                found=said,
                start=claim.start,
                quote=claim.quote,
            )
        )
        if check is e.quote_stands:
            break
    return issues
