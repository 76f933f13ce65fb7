"""Explain every rule by its code: what it says, why, and how to correct what it finds."""

import json
import re
import sys
from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path
from string import Formatter
from types import MappingProxyType, ModuleType

from pyplanning.datapackage.descriptor import descriptor
from pyplanning.datapackage.errors import nearest
from pyplanning.rule import Message
from pyplanning.validation.report_groups import level_name

MAKES_RULE = re.compile(r"""(?:\brule|_rule|\bMessage|_message)\(\s*"(PL\d{3})\"""")
# What the sentences of the rules name, in Chinese, where it is no column; in English the names will do.
WORDS: dict[str, str] = json.loads(Path(__file__).with_name("explain_words.json").read_text(encoding="utf-8"))


def rules() -> dict[str, Message]:
    """Collect every rule of the library and of ``validators/``, by code and in the order of the codes.

    Raises ValueError where two rules have the same code.
    """
    return collect(map(import_module, sorted(set(modules_by_code().values()))))


def collect(modules: Iterable[ModuleType]) -> dict[str, Message]:
    """Collect the rules of ``modules`` by code; ValueError where two have the same."""
    found: dict[str, Message] = {}
    for module in modules:
        for rule in vars(module).values():
            if isinstance(rule, Message) and found.setdefault(rule.code, rule) is not rule:
                raise ValueError(f"{rule.code} is the code of two rules, one of them in {module.__name__}")
    return dict(sorted(found.items()))


def modules_by_code() -> dict[str, str]:
    """Find in the sources which module makes which rule: to import all of them takes half a second."""
    package = Path(__file__).parents[1]
    files = {*package.rglob("*.py"), *(package / "validators").glob("*.py")}  # rglob follows no link
    names = {file: ".".join(file.relative_to(package.parent).with_suffix("").parts) for file in sorted(files)}
    return {code: name for file, name in names.items() for code in MAKES_RULE.findall(file.read_text(encoding="utf-8"))}


def explain(code: str, lang: str) -> str:
    """Explain what rule ``code`` says, why, and how to correct what it finds.

    Code, level and column; the rule's own description; and its sentence in ``lang`` ("en" or
    "zh") and then in the other language, with words for what each finding fills in.
    Raises KeyError, naming the nearest code, where there is none of that name.
    """
    return explanation(_rule(code), lang)


def explain_as_dict(code: str) -> dict[str, object]:
    """Explain rule ``code`` as ``explain`` does, as plain data; ``en`` and ``zh`` are its sentences."""
    rule = _rule(code)
    what, fix = description(rule)
    place: dict[str, object] = {
        "code": rule.code,
        "level": rule.level,
        "tables": [*rule.tables],
        "columns": rule.column.split(),
    }
    return place | {"text": what, "fix": fix, "en": sentence(rule, "en"), "zh": sentence(rule, "zh")}


def _rule(code: str) -> Message:
    """Find a rule by its code; KeyError, naming the nearest, where there is none."""
    code, modules = code.strip().upper(), modules_by_code()
    if code not in modules:
        raise nearest(code, sorted(modules), "rule", "规则")
    return collect([_import_alone(modules[code])])[code]


class _LatePolars(ModuleType):
    """Take the place of polars, and import it when something of it is first used."""

    def __getattr__(self, name: str) -> object:
        if sys.modules.get("polars") is self:
            del sys.modules["polars"]
        return getattr(import_module("polars"), name)


def _import_alone(module: str) -> ModuleType:
    """Import a module with rules, but not polars: it takes longer than all that explaining a rule needs."""
    late = sys.modules.setdefault("polars", _LatePolars("polars"))
    try:
        return import_module(module)
    finally:
        if isinstance(late, _LatePolars) and sys.modules.get("polars") is late:
            del sys.modules["polars"]


def explanation(rule: Message, lang: str) -> str:
    """Write what ``explain`` returns for a rule."""
    what, fix = description(rule)
    languages = ("zh", "en") if lang == "zh" else ("en", "zh")
    lines = [_head(rule, lang), "", what, *([f"Fix: {fix}"] if fix else []), ""]
    return "\n".join(lines + [sentence(rule, each) for each in languages])


def _head(rule: Message, lang: str) -> str:
    """Write code, level, tables and columns in one line."""
    comma, no, *labels = ("、", "非", "表：", "列：") if lang == "zh" else (", ", "not ", "tables: ", "columns: ")
    lists = [rule.tables, [column.replace("!", no) for column in rule.column.split()]]
    parts = [label + comma.join(names) for label, names in zip(labels, lists, strict=True) if names]
    return " · ".join([rule.code, level_name(rule.level, lang), *parts])


def description(rule: Message) -> tuple[str, str]:
    """Split the text of a rule into what it says and how to correct what it finds.

    What the docstring says of the values that the check returns is left out.
    """
    what, _, fix = rule.text.replace("``", "`").partition("Fix:")
    paragraphs = [" ".join(paragraph.split()) for paragraph in what.split("\n\n")]
    kept = [paragraph for paragraph in paragraphs if paragraph and not paragraph.startswith("Returns ")]
    return "\n\n".join(kept), " ".join(fix.split())


def sentence(rule: Message, lang: str, known: Mapping[str, str] = MappingProxyType({})) -> str:
    """Write the sentence of a rule, with words in angle brackets for what each finding fills in, but for ``known``."""
    template = rule.zh if lang == "zh" else rule.en
    parts = Formatter().parse(template)
    return "".join(text + (known.get(name or "") or _word(name, lang)) for text, name, _, _ in parts)


def _word(name: str | None, lang: str) -> str:
    if name is None:
        return ""
    word = name.removesuffix("_zh")
    if lang != "zh":
        return f"‹{word.replace('_', ' ')}›"
    titles = {field.name: field.text("title", "zh") for table in descriptor().resources for field in table.fields}
    return f"〈{WORDS.get(word) or titles.get(word) or word}〉"
