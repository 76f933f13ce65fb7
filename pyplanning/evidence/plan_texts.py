"""The official texts of plans: which file has which, whether it can be read, and whether it is the one cited."""

import os
import re
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

from pyplanning.datapackage.errors import PackageError, system_reason
from pyplanning.evidence import Sources as Sources
from pyplanning.evidence.quotes import Plan, locate
from pyplanning.evidence.rows_to_prove import RowsToProve
from pyplanning.evidence.subject_words import Subjects
from pyplanning.evidence.text import line_starts, normalise, read_written, sha256
from pyplanning.io import Row
from pyplanning.rule import Issue, rule


@rule(
    "PL501",
    en="{key} – the text {file} {value} – expected the official text in UTF-8",
    zh="{key}：规划原文{file}{value_zh}，应为UTF-8编码的官方文本",
)
def unreadable_reason(file: Path | None) -> tuple[str, str] | None:
    """The plan's text is given, alone or in a folder as PLAN_ID.txt, and is readable and in UTF-8.

    Fix: save the official text under that name, or give its file together with the plan's id.
    """
    if file is None:
        return "is not given", "未提供"
    try:
        read_written(file)
    except FileNotFoundError:
        return "is missing", "缺失"
    except OSError as error:
        en, zh = system_reason(error)
        return f"cannot be read ({en})", f"无法读取（{zh}）"
    except PackageError as error:
        return error.en, error.zh
    return None


@rule(
    "PL502",
    level="warning",
    en="{key} – {file} is not the copy of the text that is cited – found sha256 {value} – "
    "quotes are searched for near their offsets",
    zh="{key}：{file}不是数据所引的版本（SHA-256为{value}），将在原位置附近查找证据",
)
def other_copy(text: str, plan: Row) -> str | None:
    """The normalised text is the one that the rows were taken from.

    Fix: nothing, if the copy has the same wording; the rows are still verified.
    """
    digest = sha256(text)
    return None if plan.get("source_sha256", "") in ("", digest) else digest


def text_files(sources: Sources, rows: RowsToProve) -> dict[str, Path | None]:
    """Find the file with the text of each plan; None where none is given.

    A plan of which nothing was handed in but rows that are shipped already needs no text.
    Raises PackageError where ``sources`` is no folder, or names a plan that no row is about.
    """
    if not isinstance(sources, Mapping):
        if not os.path.isdir(sources):
            raise PackageError(
                f"{sources} is not a folder; name the one with the plans' texts, each called PLAN_ID.txt",
                f"{sources}不是文件夹，请指定存放规划原文的文件夹，每部规划一个PLAN_ID.txt",
            )
        names = (p for p in rows.plans if re.fullmatch(r"[\w.-]+", p))  # no file can have another plan's name
        named = dict.fromkeys(rows.plans) | {p: Path(sources, f"{p}.txt") for p in names}
        return {plan_id: file for plan_id, file in named.items() if rows.plans[plan_id] or os.path.exists(file or "")}
    for plan_id in sources:
        if plan_id not in rows.plans:
            close = next(iter(get_close_matches(plan_id, rows.plans, n=1)), "")
            raise PackageError(
                f"a text is given for {plan_id}, but no row is about that plan"
                + (close and f"; did you mean {close}?"),
                f"已给出{plan_id}的原文，但没有关于该规划的行" + (close and f"，是否应为{close}？"),
            )
    given = {plan_id: Path(file) for plan_id, file in sources.items()}
    return {plan_id: given.get(plan_id) for plan_id, new in rows.plans.items() if new or plan_id in given}


def read_plans(files: Mapping[str, Path | None], rows: RowsToProve) -> tuple[dict[str, Plan], list[Issue]]:
    """Read the plans whose texts can be read, find the quotes in them, and report what is wrong with the texts.

    Raises PackageError, which names each plan, where no text at all of a package can be read.
    """
    issues = []
    plans: dict[str, Plan] = {}
    units = {row["unit_id"]: row for row in rows.rows["units"]}
    listed, subjects = {row["plan_id"]: row for row in rows.rows["plans"]}, Subjects(rows.rows)
    for plan_id, file in files.items():
        if (reason := unreadable_reason.check(file)) or file is None:
            value, value_zh = reason or ("", "")
            name = str(file or f"{plan_id}.txt")
            issues.append(unreadable_reason.issue(key=plan_id, file=name, value=value, value_zh=value_zh))
            continue
        written = read_written(file)
        text = normalise(written)
        if digest := other_copy.check(text, listed.get(plan_id, {})):
            issues.append(other_copy.issue(key=plan_id, file=file.name, value=digest[:12] + "…"))
        plans[plan_id] = Plan(
            plan_id, text, same=not digest, units=units, lines=line_starts(written), subjects=subjects
        )
    if not rows.handed_in and not plans:
        raise PackageError.of(issues) if issues else PackageError("the package lists no plans", "数据包未列任何规划")
    for quote in rows.quotes:
        without_place = rows.handed_in and quote.row.get("evidence_start") == ""
        if quote.plan_id in plans and not without_place:
            plans[quote.plan_id].quotes.append(quote)
    for plan in plans.values():
        locate(plan)
    return plans, issues
