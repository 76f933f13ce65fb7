"""The step from one version of a package to the next, as the Data Package version recipe asks.

Source: https://datapackage.org/recipes/data-package-version/. A change is

- major where it is incompatible: a package, table or field has another name, fields are added, removed
  or reordered, a type or format is another one, a constraint is more restrictive, or data that
  another table refers to are deleted;
- minor where it adds: a table or rows, a constraint that is less restrictive, another reference;
- patch where it corrects: values, and properties that describe.

Where the recipe is silent, the rules are these:

- a key, unique key or foreign key that is added restricts, one that is removed loosens; another primary
  key changes what a row is (major);
- a constraint that admits some new values and no longer some old ones is more restrictive (major);
- another delimiter, encoding or format of a file breaks programs that read it without the descriptor
  (major); another path is no change, as the recipe has it; the order of tables describes (patch);
- rows removed: major where another table points to the table (the recipe), and where an id is not retired,
  since it is then dropped in silence; minor where every id is retired with its reason, since whoever cites
  it can still learn what became of it. Rows without an id of their own – in a table without a key, or links, whose
  key holds the id of another row – can be removed in a minor version.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pyplanning.datapackage.descriptor import PackageError
from pyplanning.datapackage.metadata import SEMVER
from pyplanning.publishing.diff.diff import Difference

STEPS = ("", "patch", "minor", "major")  # from none to the greatest
STEPS_ZH = {"": "版本号不必升", "patch": "须升修订号", "minor": "须升次版本号", "major": "须升主版本号"}


class Kind(NamedTuple):
    """A kind of change: the step that it requires, what happened and why that step, in both languages."""

    step: str
    what: str
    what_zh: str
    why: str
    why_zh: str

    def text(self, lang: str) -> str:
        """Return what happened in ``lang`` ("en" or "zh")."""
        return self.what_zh if lang == "zh" else self.what

    def judged(self, what: str, lang: str) -> str:
        """Add to ``what`` happened the step that it requires, and why."""
        if lang == "zh":
            return f"{what}，{self.why_zh}，{STEPS_ZH[self.step]}"
        return f"{what} – {self.step or 'no step'}, since {self.why}"


KINDS = {
    name: Kind(**kind)
    for name, kind in json.loads(Path(__file__).with_name("version_steps.json").read_text(encoding="utf-8")).items()
}


@dataclass(frozen=True)
class Reason:
    """A change, the step that it requires, and why, in both languages; ``rows`` counts the rows concerned."""

    step: str
    kind: str
    table: str
    column: str
    rows: int
    en: str
    zh: str


def reasons(difference: Difference) -> tuple[Reason, ...]:
    """List every change with the step that it requires: the greatest steps first, and then in the order of tables."""
    return tuple(sorted(_reasons(difference), key=lambda reason: -STEPS.index(reason.step)))


def step(difference: Difference) -> str:
    """Return the step that a difference requires: "major", "minor", "patch", or "" where it requires none."""
    return max((reason.step for reason in reasons(difference)), key=STEPS.index, default="")


def _reasons(difference: Difference) -> Iterator[Reason]:
    for change in difference.schema:
        detail = "" if change.kind.startswith(("field-", "foreign-")) else change.property
        yield _reason(change.kind, change.table, change.column, detail, detail)
    unretired = {table for table, _ in difference.unretired}
    for table in difference.tables:
        unreferenced = "rows-removed-unretired" if table.table in unretired else "rows-removed"
        removed = "rows-removed-referenced" if table.referenced else unreferenced
        counts = {removed: len(table.removed), "rows-added": len(table.added), "cells-changed": table.changed}
        for kind, rows in counts.items():
            if rows:
                yield _reason(kind, table.table, "", f"{rows:,}", f"{rows:,}行", rows)


def _reason(name: str, table: str, column: str, detail: str, detail_zh: str, rows: int = 0) -> Reason:
    kind = KINDS[name]
    place = ".".join(filter(None, (table, column))) or "datapackage.json"
    en = f"{place}: {kind.what}" + (f" ({detail})" if detail else "")
    zh = f"{place}：{kind.what_zh}" + (f"（{detail_zh}）" if detail_zh else "")
    return Reason(kind.step, name, table, column, rows, kind.judged(en, "en"), kind.judged(zh, "zh"))


def next_version(version: str, step: str) -> str:
    """Return the lowest version that may follow ``version`` after a step ("major", "minor", "patch" or "").

    Before 1.0.0 every step counts one place lower, as anything may change then: after 0.3.1, a major step
    requires 0.4.0, another one 0.3.2. A pre-release is followed by its own release where that is
    step enough: 2.0.0-rc.1 by 2.0.0.
    Raises PackageError where ``version`` is not semantic.
    """
    *numbers, pre = _parts(version)
    if not step:
        return version
    place = min(3 - STEPS.index(step) + (numbers[0] == 0), 2)
    if not pre or any(numbers[place + 1 :]):  # else the pre-release is of such a step already
        numbers = [*numbers[:place], numbers[place] + 1, *[0] * (2 - place)]
    return ".".join(map(str, numbers))


def enough(old: str, new: str, step: str) -> bool:
    """Return whether version ``new`` may follow ``old`` after a step; 1.0.0 and above may always follow 0.y.z.

    A pre-release counts as the version that it prepares, and follows what comes before it.
    Raises PackageError where one of the two is not semantic.
    """
    if not step:
        return _order(new) >= _order(old)
    return _order(new) > _order(old) and _parts(new)[:3] >= _parts(next_version(old, step))[:3]


def _parts(version: str) -> tuple[int, int, int, str]:
    found = SEMVER.fullmatch(version)
    if not found:
        raise PackageError(
            f"the version “{version}” is not a semantic version; write one in datapackage.json, such as 1.0.0",
            f"版本号“{version}”不是语义化版本，请在datapackage.json中写成三个数字，如1.0.0",
        )
    return int(found[1]), int(found[2]), int(found[3]), found[4] or ""


def _order(version: str) -> tuple[tuple[int, int, int], bool, list[tuple[bool, int, str]]]:
    """Return what versions are sorted by (semver.org, 11): a pre-release before its release, numbers before words."""
    major, minor, patch, pre = _parts(version)
    words = [(not w.isdecimal(), int(w) if w.isdecimal() else 0, w) for w in pre.split(".")] if pre else []
    return (major, minor, patch), not pre, words
