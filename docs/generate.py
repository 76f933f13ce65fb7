"""Write the generated documents from the descriptor, the data and the rules.

``python docs/generate.py`` writes them; ``--check`` lists those that are stale and exits with 1.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Callable, Iterator
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

from type_stub import type_stub

import pyplanning as pp
from pyplanning.datapackage.descriptor import descriptor
from pyplanning.datapackage.field_words import labels
from pyplanning.datapackage.metadata import as_text
from pyplanning.datapackage.resource import Field, Resource
from pyplanning.dataset.load import with_derived
from pyplanning.publishing.release.citation_file import citation_file
from pyplanning.publishing.release.codemeta import codemeta
from pyplanning.publishing.release.zenodo import zenodo
from pyplanning.rule import Message
from pyplanning.validation.explain import description, rules, sentence

ROOT = Path(__file__).resolve().parent.parent
HEADS = {
    "en": """# Data dictionary

[中文](data-dictionary.zh.md)

Generated from `datapackage.json` by `python docs/generate.py`; do not edit.

Keys: **bold** is the primary key; → names the table that a column points to.
""",
    "zh": """# 数据字典

[English](data-dictionary.md)

由 `python docs/generate.py` 根据 `datapackage.json` 生成，请勿手工修改。

主键列用**粗体**；→ 为外键所指的表。
""",
}
STOPS = {"en": ".", "zh": "。"}
COLUMN_HEADS = {"en": "| column | type | what it means |", "zh": "| 列 | 类型 | 含义 |"}
STAGES = {
    "en": """## Stages of projects

`projects.stage` follows from `projects.action_zh` and the sentence that it is in.

| stage | what it means | action_zh |
|---|---|---|
""",
    "zh": """## 项目阶段

`projects.stage` 由 `projects.action_zh` 及其所在语句得出。

| stage | 含义 | action_zh |
|---|---|---|
""",
}
RULES = """# Rules · 规则

Generated from the rules by `python docs/generate.py`; do not edit.
由 `python docs/generate.py` 根据各规则生成，请勿手工修改。

An error makes a table invalid; a warning or a notice does not. `pyplanning explain CODE` prints one rule.
Words in angle brackets are filled in by each finding.
有错误的数据无效，仅有警告或建议的仍然有效。`pyplanning explain CODE` 显示单条规则。尖括号内的内容随具体问题填入。
"""
HUNDREDS = {
    "PL0": "Files and packages · 文件与数据包",
    "PL1": "One table · 单个表",
    "PL2": "References · 引用",
    "PL3": "Consistency · 一致性",
    "PL4": "Plausibility · 合理性",
    "PL5": "Evidence · 证据",
}
RULE_COLUMNS = """| code | level | what it says | sentence | 语句 | fix |
|---|---|---|---|---|---|
"""
STANDARD = """# The standard, sentence by sentence

Generated from `tests/datapackage/standard.json` by `python docs/generate.py`; do not edit.

What a validator can check of [Data Package](https://datapackage.org/standard/data-package/), version 2,
in our own words. Each sentence has a tiny package that keeps it, or one that breaks it, or both;
`tests/datapackage/test_standard.py`
validates them by this library and by frictionless 5.21, and holds what this page says.

- **code**: what is found where the sentence is broken; `pyplanning explain CODE` says more. “exit 2”: nothing
  can be read then, which one sentence says. “accepted”: the sentence only allows something.
- **frictionless**: where its verdict differs from the sentence. Advice (notice) is not compared.
"""
FRICTIONLESS = """# What frictionless finds, kind by kind

Generated from `tests/integration/frictionless.json` by `python docs/generate.py`; do not edit.

Every kind of error that [frictionless](https://framework.frictionlessdata.io) 5.21 knows, with what this library finds
in its place, or why it finds nothing. `tests/integration/test_frictionless.py` holds each line with tiny packages in
which frictionless finds the error.

- **codes**: what is found; `pyplanning explain CODE` says more. “exit 2”: nothing can be read then, which one
  sentence says. PL013, PL016 and PL022 are warnings, the others errors.
- **theirs**, **ours too**: how many errors of the kind frictionless finds in the 663 packages and tables that its own
  tests validate or that are in its folder of fixtures, and how many of them are found here at the same place.
  Counted on 30 November 2026, without a network; files that one of the two cannot read are left out.

A row of the wrong length is one finding (PL110), where frictionless lists each cell; its cells are not looked at.

## Kinds of error

| frictionless | codes | theirs | ours too |
|---|---|---|---|"""
REASONS = """
## Not found, and why

| frictionless | why |
|---|---|"""
PAGES = {
    "data-package": "Data Package",
    "data-resource": "Data Resource",
    "table-dialect": "Table Dialect",
    "table-schema": "Table Schema",
}


def data_dictionary(lang: str) -> str:
    """Make the data dictionary as Markdown."""
    resources = with_derived(descriptor()).resources
    index = "\n".join(f"- [`{r.name}`](#{r.name}) {r.text('title', lang)}" for r in resources)
    return "\n".join([HEADS[lang], index, "", *(_table(r, lang) for r in resources), _stages(lang)])


def _table(resource: Resource, lang: str) -> str:
    lines = [
        f"## {resource.name}\n",
        f"**{resource.text('title', lang)}{STOPS[lang]}** {resource.text('description', lang)}\n",
        f"{COLUMN_HEADS[lang]}\n|---|---|---|",
        *(f"| {' | '.join(map(_escaped, _cells(field, resource, lang)))} |" for field in resource.fields),
    ]
    return "\n".join(lines) + "\n"


def _cells(field: Field, resource: Resource, lang: str) -> Iterator[str]:
    """Yield the cells of a column's line: its name, its type, and what it means."""
    key, target = field.name in resource.primary_key, resource.references.get(field.name)
    yield f"**{field.name}**" if key else field.name
    null = "" if key or field.required else {"en": ", may be null", "zh": "，可为空"}[lang]
    yield f"{field.type}{null}" + (f" → {target}" if target else "")
    values = {"en": "; ", "zh": "；"}[lang].join(f"`{value}` {label}" for value, label in labels(field, lang).items())
    meaning = f"**{field.text('title', lang)}{STOPS[lang]}** {field.text('description', lang)}"
    yield f"{meaning} {values}" if values else meaning


def _stages(lang: str) -> str:
    projects = pp.load("projects", columns=["stage", "action_zh"])
    rows = []
    for value, label in labels(descriptor().table("projects").field("stage"), lang).items():
        actions = projects.loc[projects["stage"] == value, "action_zh"].dropna()
        rows.append(f"| {value} | {label} | {'、'.join(sorted(set(actions)))} |")
    return STAGES[lang] + "\n".join(rows) + "\n"


def rule_list() -> str:
    """List every rule by its code, as Markdown."""
    sections = [RULES]
    for hundred, group in groupby(rules().values(), key=lambda rule: rule.code[:3]):
        rows = "\n".join(map(_rule, group))
        sections.append(f"## {hundred}xx {HUNDREDS[hundred]}\n\n{RULE_COLUMNS}{rows}\n")
    return "\n".join(sections)


def _rule(rule: Message) -> str:
    what, fix = description(rule)
    cells = (f"**{rule.code}**", rule.level, what, sentence(rule, "en"), sentence(rule, "zh"), fix)
    return "| " + " | ".join(_escaped(cell) for cell in cells) + " |"


def standard() -> str:
    """List the sentences of the standard with what is found where they are broken, as Markdown."""
    file = ROOT / "tests/datapackage/standard.json"
    sentences: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
    odd = [one for one in sentences if "differs" in one]
    kept = len(sentences) - len(odd)
    sections = [
        STANDARD,
        f"{kept} of {len(sentences)} sentences ({kept / len(sentences):.1%}) are as the standard says.\n",
        "## Not as the standard says\n",
        *(f"- {_anchor(one)}, “{one['says']}”: {one['differs']}. {one['reason']}" for one in odd),
        "",
    ]
    for page, group in groupby(sentences, key=lambda one: str(one["at"]).partition("#")[0]):
        rows = "\n".join(map(_sentence, group))
        sections.append(
            f"## {PAGES[page]}\n\n| at | sentence | code | level | frictionless |\n|---|---|---|---|---|\n{rows}\n"
        )
    return "\n".join(sections)


def _sentence(one: dict[str, Any]) -> str:
    code = (one["code"] or "exit 2") if "bad" in one else "accepted"
    level = one.get("level", "error") if "bad" in one else ""
    cells = (_anchor(one), one["says"], code, level, one.get("frictionless", ""))
    return "| " + " | ".join(_escaped(cell) for cell in cells) + " |"


def _anchor(one: dict[str, Any]) -> str:
    page, _, anchor = one["at"].partition("#")
    return f"[{anchor}](https://datapackage.org/standard/{page}/#{anchor})"


def frictionless_kinds() -> str:
    """List the kinds of error of frictionless with what is found in their place, as Markdown."""
    file = ROOT / "tests/integration/frictionless.json"
    listed: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
    found: dict[str, list[dict[str, Any]]] = {}
    for case in listed:
        if "type" in case:
            found.setdefault(case["type"], []).append(case)
    rows = [f"| {' | '.join(map(str, (kind, *_found(cases))))} |" for kind, cases in found.items()]
    whys = [f"| {', '.join(one.get('types') or [one['type']])} | {one['why']} |" for one in listed if "why" in one]
    return "\n".join([FRICTIONLESS, *rows, REASONS, *whys, ""])


def _found(cases: list[dict[str, Any]]) -> tuple[str, int, int]:
    """Give the codes of what is found for a kind of error, and how many frictionless and this library find."""
    theirs, ours = next((case["on_fixtures"] for case in cases if "on_fixtures" in case), (0, 0))
    return ", ".join(sorted({code for case in cases for code in case["codes"]})) or "–", theirs, ours


def citation() -> str:
    """Make CITATION.cff from the descriptor."""
    return citation_file(descriptor())


def software() -> str:
    """Make codemeta.json from the descriptor and pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return as_text(codemeta(descriptor(), project))


def archived() -> str:
    """Make .zenodo.json from the descriptor."""
    return as_text(zenodo(descriptor()))


def _escaped(text: str) -> str:
    """Write a text as the cell of a Markdown table."""
    return text.replace("|", "\\|").replace("\n\n", "<br>")


DOCUMENTS: dict[str, Callable[[], str]] = {
    "docs/data-dictionary.md": partial(data_dictionary, "en"),
    "docs/data-dictionary.zh.md": partial(data_dictionary, "zh"),
    "docs/rules.md": rule_list,
    "docs/standard.md": standard,
    "docs/frictionless.md": frictionless_kinds,
    "CITATION.cff": citation,
    "pyplanning/dataset/typed.pyi": type_stub,
    "codemeta.json": software,
    ".zenodo.json": archived,
}


def main() -> int:
    """Write or check the documents; return the exit code."""
    stale = [name for name, make in DOCUMENTS.items() if _read(ROOT / name) != make()]
    if "--check" in sys.argv:
        for name in stale:
            print(f"{name} is stale; run python docs/generate.py", file=sys.stderr)
        return 1 if stale else 0
    for name in stale:
        (ROOT / name).write_text(DOCUMENTS[name](), encoding="utf-8")
        print(f"{name} written")
    return 0


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.exists() else ""


if __name__ == "__main__":
    raise SystemExit(main())
