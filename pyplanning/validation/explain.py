"""Every rule by its code, explained: what it says, why, and how to mend what it finds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from string import Formatter
from types import ModuleType

from pyplanning.datapackage.descriptor import descriptor, fields, nearest
from pyplanning.rule import Message

WITH_RULES = (  # every module that has rules; one left out would lose its rules without an error
    "contribution.merge",
    "datapackage.integrity",
    "datapackage.table_rules",
    "dataset.resolve_names",
    "evidence.find_quotes",
    "evidence.plan_texts",
    "io.csv",
    "io.excel.read_checks",
    "io.header",
    "io.read",
    "validation.coverage",
    "validation.run_rules",
    "validation.validate",
    "validators.consistency",
    "validators.counts",
    "validators.dates",
    "validators.evidence",
    "validators.hygiene",
    "validators.measures",
    "validators.plausibility",
    "validators.references",
    "validators.trees",
)
LEVELS = {"error": "错误", "warning": "警告"}
# What the sentences of the rules name, in Chinese, where it is no column; in English the names will do.
WORDS = {
    "context": "上下文",
    "base_year": "基期年份",
    "cell": "单元格",
    "cells": "单元格",
    "column": "列",
    "expected": "应有内容",
    "expected_end": "应有范围之末",
    "file": "文件",
    "found": "所见内容",
    "key": "主键",
    "parent_id": "上级",
    "quote": "引文",
    "row": "行号",
    "sheet": "工作表",
    "start": "位置",
    "suggestion": "建议",
    "table": "表",
    "target": "所指的表",
    "unit": "单位",
    "value": "值",
}


def rules() -> dict[str, Message]:
    """Every rule of the library and of ``validators/``, by code and in the order of the codes.

    Raises ValueError where two rules have the same code.
    """
    return collect(_modules())


def _modules() -> Iterator[ModuleType]:
    return (import_module(f"pyplanning.{module}") for module in WITH_RULES)


def collect(modules: Iterable[ModuleType]) -> dict[str, Message]:
    """The rules of ``modules`` by code; ValueError where two have the same."""
    found: dict[str, Message] = {}
    for module in modules:
        for rule in vars(module).values():
            if isinstance(rule, Message) and found.setdefault(rule.code, rule) is not rule:
                raise ValueError(f"{rule.code} is the code of two rules, one of them in {module.__name__}")
    return dict(sorted(found.items()))


def explain(code: str, lang: str) -> str:
    """What rule ``code`` says, why, and how to mend what it finds.

    Code, level and column; the rule's own description; and its sentence in ``lang`` ("en" or
    "zh") and then in the other language, with words for what each finding fills in.
    Raises KeyError, naming the nearest code, where there is none of that name.
    """
    known = rules()
    code = code.strip().upper()
    if code not in known:
        raise nearest(code, known, "rule", "规则")
    rule = known[code]
    what, fix = description(rule)
    languages = ("zh", "en") if lang == "zh" else ("en", "zh")
    lines = [_head(rule, lang), "", what, *([f"Fix: {fix}"] if fix else []), ""]
    return "\n".join(lines + [sentence(rule, each) for each in languages])


def _head(rule: Message, lang: str) -> str:
    """Code, level, tables and columns in one line."""
    columns = _listed([column.replace("!", "非" if lang == "zh" else "not ") for column in rule.column.split()], lang)
    tables, level = _listed(rule.tables, lang), rule.level
    if lang == "zh":
        parts = [rule.code, LEVELS[level], tables and f"表：{tables}", columns and f"列：{columns}"]
    else:
        parts = [rule.code, level, tables and f"tables: {tables}", columns and f"columns: {columns}"]
    return " · ".join(filter(None, parts))


def _listed(names: Iterable[str], lang: str) -> str:
    return ("、" if lang == "zh" else ", ").join(names)


def description(rule: Message) -> tuple[str, str]:
    """What a rule says, and how to mend what it finds: the two parts of its docstring.

    What the docstring says of the values that the check returns is left out.
    """
    what, _, fix = rule.text.replace("``", "`").partition("Fix:")
    paragraphs = [" ".join(paragraph.split()) for paragraph in what.split("\n\n")]
    kept = [paragraph for paragraph in paragraphs if paragraph and not paragraph.startswith("Returns ")]
    return "\n\n".join(kept), " ".join(fix.split())


def sentence(rule: Message, lang: str) -> str:
    """The sentence of a rule, with words in angle brackets for what each finding fills in."""
    template = rule.zh if lang == "zh" else rule.en
    return "".join(text + _word(name, lang) for text, name, _, _ in Formatter().parse(template))


def _word(name: str | None, lang: str) -> str:
    if name is None:
        return ""
    word = name.removesuffix("_zh")
    if lang != "zh":
        return f"‹{word.replace('_', ' ')}›"
    titles = {f["name"]: f["title_zh"] for r in descriptor()["resources"] for f in fields(r) if "title_zh" in f}
    return f"〈{WORDS.get(word) or titles.get(word, word)}〉"
