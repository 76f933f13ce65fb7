"""Write the generated documents from the descriptor, the data and the rules.

``python docs/generate.py`` writes them; ``--check`` says which are stale and exits with 1.
"""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path

import pyplanning as pp
from pyplanning.datapackage.descriptor import Descriptor, descriptor, fields, foreign_keys, primary_key
from pyplanning.publishing.release.citation_file import citation_file
from pyplanning.rule import Message
from pyplanning.validation.explain import description, rules, sentence

ROOT = Path(__file__).resolve().parent.parent
HEAD = """# Data dictionary · 数据字典

Generated from `datapackage.json` by `python docs/generate.py`; do not edit.
由 `python docs/generate.py` 根据 `datapackage.json` 生成，请勿手工修改。

Keys: **bold** is the primary key; → names the table that a column points to.
主键列用**粗体**；→ 为外键所指的表。
"""
STAGES = """## Stages of projects · 项目阶段

`projects.stage` follows from `projects.action_zh` and the sentence that it stands in.
`projects.stage` 由 `projects.action_zh` 及其所在语句得出。

| stage | 阶段 | action_zh |
|---|---|---|
"""
RULES = """# Rules · 规则

Generated from the rules by `python docs/generate.py`; do not edit.
由 `python docs/generate.py` 根据各规则生成，请勿手工修改。

An error makes a table invalid, a warning does not. `pyplanning explain CODE` prints one rule.
Words in angle brackets are filled in by each finding.
错误使数据无效，警告则不然。`pyplanning explain CODE` 显示单条规则。尖括号内的词由每处发现填入。
"""
HUNDREDS = {
    "PL0": "Files and packages · 文件与数据包",
    "PL1": "One table · 单个表",
    "PL2": "References · 引用",
    "PL3": "Consistency · 一致性",
    "PL4": "Plausibility · 合理性",
    "PL5": "Evidence · 证据",
}
COLUMNS = """| code | level | what it says | sentence | 语句 | fix |
|---|---|---|---|---|---|
"""


def data_dictionary() -> str:
    """The data dictionary as Markdown."""
    package = descriptor()
    index = "\n".join(f"- [`{r['name']}`](#{r['name']}) {r['title']} · {r['title_zh']}" for r in package["resources"])
    return "\n".join([HEAD, index, "", *(_table(r) for r in package["resources"]), _stages(package)])


def _table(resource: Descriptor) -> str:
    points_to = {column: table for column, table, _ in foreign_keys(resource)}
    primary = primary_key(resource)
    lines = [
        f"## {resource['name']}\n",
        f"{resource['title']} · {resource['title_zh']}\n",
        f"{resource['description']}\n",
        f"{resource['description_zh']}\n",
        "| column | type | what it means | 含义 |",
        "|---|---|---|---|",
    ]
    for field in fields(resource):
        name = f"**{field['name']}**" if field["name"] in primary else field["name"]
        needed = field["name"] in primary or field.get("constraints", {}).get("required")
        kind = field["type"] + ("" if needed else ", may be null")
        kind += f" → {points_to[field['name']]}" if field["name"] in points_to else ""
        texts = [f"**{field['title']}.** {field['description']}", f"**{field['title_zh']}。**{field['description_zh']}"]
        for i, label in enumerate(("label", "label_zh")):
            listed = [f"`{c['value']}` {c[label]}" for c in field.get("categories", [])]
            texts[i] += f" {'; '.join(listed)}" if listed else ""
        lines.append("| " + " | ".join(t.replace("|", "\\|") for t in (name, kind, *texts)) + " |")
    return "\n".join(lines) + "\n"


def _stages(package: Descriptor) -> str:
    projects = pp.load("projects", columns=["stage", "action_zh"])
    field = next(f for r in package["resources"] if r["name"] == "projects" for f in fields(r) if f["name"] == "stage")
    rows = []
    for category in field["categories"]:
        actions = projects.loc[projects["stage"] == category["value"], "action_zh"].dropna()
        rows.append(f"| {category['value']} | {category['label_zh']} | {'、'.join(sorted(set(actions)))} |")
    return STAGES + "\n".join(rows) + "\n"


def rule_list() -> str:
    """Every rule by its code as Markdown."""
    sections = [RULES]
    for hundred, group in groupby(rules().values(), key=lambda rule: rule.code[:3]):
        rows = "\n".join(map(_rule, group))
        sections.append(f"## {hundred}xx {HUNDREDS[hundred]}\n\n{COLUMNS}{rows}\n")
    return "\n".join(sections)


def _rule(rule: Message) -> str:
    what, fix = description(rule)
    cells = (f"**{rule.code}**", rule.level, what, sentence(rule, "en"), sentence(rule, "zh"), fix)
    return "| " + " | ".join(_escaped(cell) for cell in cells) + " |"


def citation() -> str:
    """CITATION.cff, from the descriptor."""
    return citation_file(descriptor())


def _escaped(text: str) -> str:
    """A text as the cell of a Markdown table."""
    return text.replace("|", "\\|").replace("\n\n", "<br>")


DOCUMENTS = {
    "docs/data-dictionary.md": data_dictionary,
    "docs/rules.md": rule_list,
    "CITATION.cff": citation,
}


def main() -> int:
    """Write or check the documents; the exit code."""
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
