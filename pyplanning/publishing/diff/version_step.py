"""The step from one version of a package to the next, as the Data Package version recipe asks.

Source: https://datapackage.org/recipes/data-package-version/. A change is

- major where it is incompatible: a package, table or field has another name, fields are added, removed
  or reordered, a type or format is another one, a constraint is more restrictive, or data that
  another table refers to are deleted;
- minor where it adds: a table or rows, a constraint that is less restrictive, another reference;
- patch where it corrects: values, and properties that describe.

Where the recipe says nothing, this is decided here:

- a key, unique key or foreign key that is added restricts, one that is removed loosens; another primary
  key changes what a row is (major);
- a constraint that admits some new values and no longer some old ones is more restrictive (major);
- another delimiter, encoding or format of a file breaks programs that read it without the descriptor
  (major); another path is no change, as the recipe has it; the order of tables describes (patch);
- rows removed: major where another table points to the table (the recipe), and where an id is not retired,
  since it is then dropped in silence; minor where every id is retired with its reason, since what cites
  it still finds out what became of it. Rows of a table without ids can be removed in a minor version.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyplanning.datapackage.descriptor import PackageError

if TYPE_CHECKING:
    from pyplanning.publishing.diff.diff import Difference, TableChange
    from pyplanning.publishing.diff.schema import SchemaChange

STEPS = ("", "patch", "minor", "major")  # from none to the greatest
STEPS_ZH = {"": "版本号不必升", "patch": "须升修订号", "minor": "须升次版本号", "major": "须升主版本号"}
SEMVER = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?", re.ASCII)
Why = tuple[str, str, str, str, str]

BREAKS = "programs that use it break", "使用它的程序会失效"
RESTRICTS = "rows that were valid may not be so any more", "原先有效的行可能不再有效"
ADMITS = "all rows that were valid are so still", "原先有效的行仍然有效"
ADDS = "nothing that was there changes", "原有内容不变"
DESCRIBES = "only a description changes", "仅说明发生变化"
# Kind of change → the step, what happened, and why that step.
KINDS: dict[str, Why] = {
    "package-renamed": ("major", "the package's identifier changed", "数据包标识改变", *BREAKS),
    "table-added": ("minor", "table added", "新增表", *ADDS),
    "table-removed": ("major", "table removed", "删除表", *BREAKS),
    "tables-reordered": ("patch", "tables reordered", "表的顺序改变", *DESCRIBES),
    "moved": ("", "file moved", "文件路径改变", "the data are the same", "数据未变"),
    "layout-changed": ("major", "file format changed", "文件格式改变", *BREAKS),
    "field-added": ("major", "field added", "新增字段", "the columns are others", "列的构成改变"),
    "field-removed": ("major", "field removed", "删除字段", *BREAKS),
    "field-renamed": ("major", "field renamed", "字段改名", *BREAKS),
    "fields-reordered": ("major", "fields reordered", "字段顺序改变", "columns stand at other places", "列的位置改变"),
    "type-changed": ("major", "type changed", "类型改变", "values are read as something else", "值的读法改变"),
    "constraint-tightened": ("major", "constraint tightened", "约束收紧", *RESTRICTS),
    "constraint-loosened": ("minor", "constraint loosened", "约束放宽", *ADMITS),
    "constraint-changed": ("major", "constraint changed", "约束改变", *RESTRICTS),
    "primary-key-changed": (
        "major",
        "primary key changed",
        "主键改变",
        "rows are told apart otherwise",
        "区分行的方式改变",
    ),
    "unique-key-added": ("major", "unique key added", "新增唯一键", *RESTRICTS),
    "unique-key-removed": ("minor", "unique key removed", "删除唯一键", *ADMITS),
    "foreign-key-added": ("major", "foreign key added", "新增外键", *RESTRICTS),
    "foreign-key-removed": ("minor", "foreign key removed", "删除外键", *ADMITS),
    "foreign-key-changed": ("minor", "foreign key changed", "外键改变", "a reference was updated", "引用有更新"),
    "text-changed": ("patch", "description changed", "说明改变", *DESCRIBES),
    "rows-added": ("minor", "rows added", "新增行", *ADDS),
    "rows-removed-referenced": (
        *("major", "rows removed", "删除行"),
        *("another table refers to this table", "其他表引用本表"),
    ),
    "rows-removed-unretired": (
        *("major", "rows removed", "删除行"),
        *("ids vanished that are not retired", "有主键消失而未登记停用"),
    ),
    "rows-removed": (
        *("minor", "rows removed", "删除行"),
        *("no other table refers to them, and ids among them are retired", "其他表未引用，其主键均已登记停用"),
    ),
    "cells-changed": (
        "patch",
        "values corrected",
        "更正值",
        "errors in existing data are corrected",
        "更正已有数据的错误",
    ),
}


@dataclass(frozen=True)
class Reason:
    """A change, the step that it asks for, and why, in both languages; ``rows`` counts those concerned."""

    step: str
    kind: str
    table: str
    column: str
    rows: int
    en: str
    zh: str


def reasons(difference: Difference) -> tuple[Reason, ...]:
    """Every change with the step that it asks for: the greatest steps first, and then in the order of the tables."""
    found = [*map(_of_schema, difference.schema), *_of_rows(difference)]
    return tuple(sorted(found, key=lambda reason: -STEPS.index(reason.step)))


def step(difference: Difference) -> str:
    """The step that a difference asks for: "major", "minor", "patch", or "" where nothing that counts changed."""
    return max((reason.step for reason in reasons(difference)), key=STEPS.index, default="")


def _of_schema(change: SchemaChange) -> Reason:
    named = "" if change.kind.startswith(("field-", "foreign-")) else change.property
    return _reason(change.kind, change.table, change.column, named)


def _of_rows(difference: Difference) -> Iterator[Reason]:
    lost = {table for table, _ in difference.unretired}
    for table in difference.tables:
        for kind, rows in ((_removed(table, lost), len(table.removed)), ("rows-added", len(table.added))):
            if rows:
                yield _reason(kind, table.table, rows=rows)
        if table.changed:
            yield _reason("cells-changed", table.table, rows=table.changed)


def _removed(table: TableChange, lost: set[str]) -> str:
    if table.referenced:
        return "rows-removed-referenced"
    return "rows-removed-unretired" if table.table in lost else "rows-removed"


def _reason(kind: str, table: str, column: str = "", named: str = "", rows: int = 0) -> Reason:
    asked, what, what_zh, why, why_zh = KINDS[kind]
    place = ".".join(filter(None, (table, column))) or "datapackage.json"
    en = f"{place}: {what}" + (f" ({named or f'{rows:,}'})" if named or rows else "")
    zh = f"{place}：{what_zh}" + (f"（{named or f'{rows:,}行'}）" if named or rows else "")
    told = f"{en} – {asked or 'no step'}, since {why}", f"{zh}，{why_zh}，{STEPS_ZH[asked]}"
    return Reason(asked, kind, table, column, rows, *told)


def next_version(version: str, step: str) -> str:
    """The lowest version that may follow ``version`` after a step ("major", "minor", "patch" or "").

    Before 1.0.0 every step counts one place lower, as anything may change then: after 0.3.1, a major step
    asks for 0.4.0, another one for 0.3.2. A pre-release is followed by its own release where that is
    step enough: 2.0.0-rc.1 by 2.0.0.
    Raises PackageError where ``version`` is not semantic.
    """
    major, minor, patch, pre = _parts(version)
    if not step:
        return version
    place = max(3 - STEPS.index(step), 0) + (major == 0)
    numbers = [major, minor, patch]
    place = min(place, 2)
    ready = bool(pre) and not any(numbers[place + 1 :])  # the pre-release is of such a step already
    if not ready:
        numbers = [*numbers[:place], numbers[place] + 1, *[0] * (2 - place)]
    return ".".join(map(str, numbers))


def enough(old: str, new: str, step: str) -> bool:
    """Whether version ``new`` may follow ``old`` after a step; 1.0.0 and above may always follow 0.y.z.

    A pre-release counts as the version that it prepares, and follows what stands before it.
    Raises PackageError where one of the two is not semantic.
    """
    if not step:
        return _order(new) >= _order(old)
    return _order(new) > _order(old) and _parts(new)[:3] >= _parts(next_version(old, step))[:3]


def _parts(version: str) -> tuple[int, int, int, str]:
    found = SEMVER.fullmatch(version)
    if not found:
        raise PackageError(
            f"the version “{version}” is not semantic; write it in datapackage.json as three numbers, such as 1.0.0",
            f"版本号“{version}”不是语义化版本，请在datapackage.json中写成三个数字，如1.0.0",
        )
    return int(found[1]), int(found[2]), int(found[3]), found[4] or ""


def _order(version: str) -> tuple[tuple[int, int, int], bool, list[tuple[bool, int, str]]]:
    """A version as it is sorted (semver.org, 11): a pre-release before its release, numbers before words."""
    *numbers, pre = _parts(version)
    words = [(not w.isdecimal(), int(w) if w.isdecimal() else 0, w) for w in pre.split(".")] if pre else []
    return (numbers[0], numbers[1], numbers[2]), not pre, words
