"""What a column means and takes, in words: the notes on a template's headers."""

from __future__ import annotations

from collections.abc import Mapping

from pyplanning.datapackage.descriptor import Descriptor, foreign_keys, kind, primary_key

KINDS = {
    "zh": {"string": "文本", "integer": "整数", "number": "数字", "boolean": "true或false", "date": "日期"},
    "en": {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false", "date": "date"},
}
# Pattern → what it asks for.
PATTERNS = {
    "[a-z0-9]+(-[a-z0-9]+)*": (
        "小写英文字母和数字，词间用连字符",
        "lower-case letters and digits, words joined by hyphens",
    ),
    "[0-9]{6}|[a-z0-9]+(-[a-z0-9]+)*": ("六位行政区划代码，或英文短名", "code of six digits, or a slug"),
    "[0-9a-f]{64}": ("64位十六进制数", "64 hexadecimal digits"),
}
WORDS = {
    "zh": {
        "required": "必填",
        "optional": "可留空",
        "key": "主键，不得重复",
        "keys": "与{others}合起来不得重复",
        "unique": "不得重复",
        "minimum": "不小于{limit}",
        "maximum": "不大于{limit}",
        "minLength": "不少于{limit}个字符",
        "maxLength": "不超过{limit}个字符",
        "pattern": "格式为{pattern}",
        "listed": "从列表中选：{values}",
        "reference": "从列表中选，列表取自“{title}”表",
        "example": "例：",
        "between": "；",
        "and": "、",
    },
    "en": {
        "required": "required",
        "optional": "may stay empty",
        "key": "key, never twice",
        "keys": "never twice together with {others}",
        "unique": "never twice",
        "minimum": "{limit} or more",
        "maximum": "{limit} or less",
        "minLength": "{limit} characters or more",
        "maxLength": "at most {limit} characters",
        "pattern": "written as {pattern}",
        "listed": "one of the list: {values}",
        "reference": "one of the list, which follows “{title}”",
        "example": "Example: ",
        "between": "; ",
        "and": ", ",
    },
}


def _text(thing: Descriptor, key: str, lang: str) -> str:
    return str(thing.get(f"{key}_zh" if lang == "zh" else key, ""))


def required(field: Descriptor, resource: Descriptor) -> bool:
    """Whether a column must be filled in."""
    return bool(field.get("constraints", {}).get("required")) or field["name"] in primary_key(resource)


def labels(field: Descriptor, lang: str) -> dict[str, str]:
    """The listed values of a field with their labels."""
    listed = {str(value): str(value) for value in field.get("constraints", {}).get("enum", [])}
    categories = [c for c in field.get("categories", []) if isinstance(c, dict)]
    return listed | {str(c["value"]): _text(c, "label", lang) or str(c["value"]) for c in categories}


def note(field: Descriptor, resource: Descriptor, example: str, titles: Mapping[str, str], lang: str) -> str:
    """What a column means, its type and constraints, and an example.

    ``titles`` are the names of the tables' sheets by table.
    """
    words, key = WORDS[lang], primary_key(resource)
    told = [KINDS[lang][kind(field)], words["required" if required(field, resource) else "optional"]]
    if key == [field["name"]]:
        told.append(words["key"])
    elif field["name"] in key:
        others = [f for f in resource["schema"]["fields"] if f["name"] in key and f is not field]
        told.append(words["keys"].format(others=words["and"].join(_text(f, "title", lang) for f in others)))
    lines = [_text(field, "description", lang), words["between"].join(told + limits(field, resource, titles, lang))]
    return "\n".join(filter(None, [*lines, example and words["example"] + example]))


def limits(field: Descriptor, resource: Descriptor, titles: Mapping[str, str], lang: str) -> list[str]:
    """The constraints of a column in words, but for whether it may be empty."""
    words, given = WORDS[lang], field.get("constraints", {})
    target = {column: table for column, table, _ in foreign_keys(resource)}.get(field["name"])
    if target:
        return [words["reference"].format(title=titles[target])]
    if "enum" in given:
        return [words["listed"].format(values=words["and"].join(labels(field, lang).values()))]
    told = [words["unique"]] if given.get("unique") else []
    told += [words[name].format(limit=given[name]) for name in given if name in LIMITS]
    if "pattern" in given:
        known = PATTERNS.get(given["pattern"], ())
        told.append(known[lang == "en"] if known else words["pattern"].format(pattern=given["pattern"]))
    return told


LIMITS = ("minimum", "maximum", "minLength", "maxLength")
