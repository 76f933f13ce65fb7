"""Prove every row against the official texts."""

from __future__ import annotations

from pathlib import Path

from pyplanning import claims as c
from pyplanning import text as texts
from pyplanning.datapackage import Descriptor, PackageError, read_descriptor, root
from pyplanning.issue import Issue, Report
from pyplanning.reading import Row, read_tables
from pyplanning.rule import rule


@rule(
    "PL501",
    en="{key} – the text {file} {value} – expected the official text as UTF-8",
    zh="{key}：规划文本{file}{value_zh}，须为UTF-8编码的官方文本",
)
def text_readable(folder: Path, plan_id: str) -> tuple[str, str] | None:
    """The folder holds the plan's text as PLAN_ID.txt, readable and in UTF-8.

    Fix: save the official text under that name.
    """
    try:
        texts.read_text(folder / f"{plan_id}.txt")
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
    return None if digest == plan["source_sha256"] else digest


def read_plans(
    sources: str | Path, tables: dict[str, list[Row]], package: Descriptor
) -> tuple[dict[str, c.Plan], list[Issue]]:
    """The plans whose texts can be read, with their claims placed, and what is wrong.

    Raises PackageError, which names each plan, where no text at all can be read.
    """
    folder, issues = Path(sources), []
    plans: dict[str, c.Plan] = {}
    units = {row["unit_id"]: row for row in tables["units"]}
    for row in tables["plans"]:
        plan_id = row["plan_id"]
        file = f"{plan_id}.txt"
        problem = text_readable.check(folder, plan_id)
        if problem:
            issues.append(
                text_readable.issue(key=plan_id, file=str(folder / file), value=problem[0], value_zh=problem[1])
            )
            continue
        text = texts.read_text(folder / file)
        other = text_same.check(text, row)
        if other:
            issues.append(text_same.issue(key=plan_id, file=file, value=other[:12] + "…"))
        plans[plan_id] = c.Plan(plan_id, text, same=not other, units=units)
    if not tables["plans"]:
        raise PackageError("the package lists no plans", "数据包未列任何规划")
    if not plans:
        raise PackageError(*("\n".join(issue.text(lang) for issue in issues) for lang in ("en", "zh")))
    for claim in c.claims(tables, package):
        if claim.plan_id in plans:
            plans[claim.plan_id].claims.append(claim)
    for plan in plans.values():
        c.locate(plan)
    return plans, issues


def verify(sources: str | Path, package: str | Path | None = None) -> Report:
    """Prove every row that quotes a plan against the texts in folder ``sources``.

    Each text is ``sources/PLAN_ID.txt``. For every row: the evidence stands at its offset,
    its section holds that place, its names can be read there, and the figure in the evidence
    gives back value, unit, comparator and year. ``package`` is a package folder; the shipped
    one by default. Returns a Report whose counts are proven rows by table.
    Raises PackageError where the package, or every text, cannot be read.
    """
    folder = root() if package is None else Path(package)
    descriptor = read_descriptor(folder)
    tables = read_tables(folder, descriptor)
    plans, issues = read_plans(sources, tables, descriptor)
    counts: dict[str, int] = {}
    for plan in plans.values():
        for claim in plan.claims:
            found = prove(claim, plan)
            counts[claim.table] = counts.get(claim.table, 0) + (not found)
            issues += found
    return Report(tuple(sorted(issues)), counts)


def prove(claim: c.Claim, plan: c.Plan) -> list[Issue]:
    """What the text says against one row; nothing more once its evidence isn't found."""
    from pyplanning.validators import evidence as e

    issues = []
    for check in e.EVERY_ROW + (e.EVERY_FIGURE if claim.table in e.FIGURES else ()):
        said = check.check(claim, plan)
        if said is None:
            continue
        column = check.column or (e.FIGURES if check is e.year_follows else e.NAMES)[claim.table]
        issues.append(
            check.issue(
                file=f"{claim.plan_id}.txt",
                table=claim.table,
                row=claim.number,
                column=column,
                key=f"{claim.table}/{claim.key}",
                value=claim.row.get(column, claim.quote),
                found=said,
                start=claim.start,
                quote=claim.quote,
            )
        )
        if check is e.quote_stands:
            break
    return issues
