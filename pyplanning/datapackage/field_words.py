"""What a column means and takes, in words: the notes on a template's headers."""

import json
from collections.abc import Mapping
from pathlib import Path

from pyplanning.datapackage.metadata import LANGS, SLUG
from pyplanning.datapackage.resource import Described, Field, Resource

_FILE = Path(__file__).with_name("field_words.json")
KINDS, WORDS = json.loads(_FILE.read_text(encoding="utf-8")).values()  # by language
# Pattern → what it asks for.
PATTERNS = {
    SLUG: (
        "小写英文字母和数字，词间用连字符",
        "lower-case letters and digits, words joined by hyphens",
    ),
    f"[0-9]{{6}}|{SLUG}": ("六位行政区划代码，或英文短名", "code of six digits, or a slug"),
    "[0-9a-f]{64}": ("64位十六进制数", "64 hexadecimal digits"),
}
TRUTH = {"zh": {"true": "是", "false": "否"}, "en": {"true": "yes", "false": "no"}}
LIMITS = ("minimum", "maximum", "minLength", "maxLength")

# What is added to the title of a column with keys where names are beside them, whose title is the column's own.
CODES = {"zh": ("代码", "编码"), "en": (" code", " ID")}  # where the column's name ends in _code, and elsewhere


def title_of(described: Described, lang: str) -> str:
    """Return the title of a column, table or package in a language; its name where it has none."""
    return described.text("title", lang) or described.name


def code_title(field: Field, lang: str) -> str:
    """Return the title of a column as one of keys: “Region code”, “Target ID”."""
    return title_of(field, lang) + CODES[lang][not field.name.endswith("_code")]


def name_column(field: Field, lang: str) -> str:
    """Return what programs call the column with the names of the rows that a column refers to: region_name_zh."""
    return f"{field.name.rpartition('_')[0]}_name_{lang}"


def required(field: Field, resource: Resource) -> bool:
    """Whether a column must be filled in."""
    return field.required or field.name in resource.primary_key


def labels(field: Field, lang: str) -> dict[str, str]:
    """Map the listed values of a field, or true and false, to their labels, or to themselves where they have none."""
    if field.kind == "boolean":
        return TRUTH[lang]
    listed = {str(value): str(value) for value in field.constraints.get("enum", [])}
    return listed | {str(one.value): one.text(lang) or str(one.value) for one in field.categories}


def words_for(field: Field) -> list[tuple[str, str]]:
    """Pair every word that people may write for a listed value, or for true and false, with the value."""
    listed = [(word, value) for lang in LANGS for value, word in labels(field, lang).items()]
    return listed + [(word, str(one.value)) for one in field.categories for word in one.also_zh]


def note(field: Field, resource: Resource, example: str, titles: Mapping[str, str], lang: str) -> str:
    """Say what a column means, its type and constraints, with an example.

    ``titles`` are the names of the tables' sheets by table.
    """
    words, key = WORDS[lang], resource.primary_key
    parts = [KINDS[lang][field.kind], words["required" if required(field, resource) else "optional"]]
    if key == (field.name,):
        parts.append(words["key"])
    elif field.name in key:
        others = [one.text("title", lang) for one in resource.fields if one.name in key and one.name != field.name]
        parts.append(words["keys"].format(others=words["and"].join(others)))
    lines = [field.text("description", lang), words["between"].join(parts + limits(field, resource, titles, lang))]
    return "\n".join(filter(None, [*lines, example and words["example"] + example]))


def limits(field: Field, resource: Resource, titles: Mapping[str, str], lang: str) -> list[str]:
    """Say the constraints of a column in words, but for whether it may be empty."""
    words, given = WORDS[lang], field.constraints
    if target := resource.references.get(field.name):
        return [words["reference"].format(title=titles[target])]
    if "enum" in given:
        return [words["listed"].format(values=words["and"].join(labels(field, lang).values()))]
    parts = [words["unique"]] if field.unique else []
    parts += [words[name].format(limit=given[name]) for name in given if name in LIMITS]
    if "pattern" in given:
        meaning = PATTERNS.get(given["pattern"])
        parts.append(meaning[lang == "en"] if meaning else words["pattern"].format(pattern=given["pattern"]))
    return parts
