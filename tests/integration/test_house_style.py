"""One house style over the whole package: what no rule over one row or one table can see."""

import csv
import re
from collections import defaultdict
from functools import cache

import pytest

from pyplanning.datapackage.descriptor import descriptor, root
from pyplanning.dataset.slug import slug

RESOURCES = descriptor().resources
OWN_WORDS = ("note", "definition", "reason")  # said anew in each row
NAMED = [r for r in RESOURCES if len(r.primary_key) == 1 and {"name_zh", "name_en"} <= {*r.columns}]
AMERICAN = re.compile(
    r"(?i)\b(\w+(?:iz(?:ation|ations|ing|ed|es?)|yz(?:e|ing|ed))|center|fiber|labor|color|program)s?\b"
)
NOT_AMERICAN = {"size", "sizes", "sized", "prize", "prizes", "maize", "seize"}
LEGAL_FORMS = ("-company", "-corporation", "-co-ltd")  # which ids leave out
# Chinese that has two Englishes, each with its reason.
TWO_ENGLISHES: dict[str, str] = {}
# Names that two rows of a table share, each with its reason.
TWO_IDS = {
    ("industries", "封装测试"): "of chips and of light-emitting diodes, under different parents",
    ("instruments", "国际标准互认"): "one for each of four industries",
    ("instruments", "零关税"): "one for each of two industries",
}


@cache
def rows_of(table: str) -> tuple[dict[str, str], ...]:
    path = root() / descriptor().tables[table].paths[0]
    return tuple(csv.DictReader(path.read_text(encoding="utf-8").splitlines(keepends=True)))


def test_one_english_for_one_chinese():
    found = defaultdict(lambda: defaultdict(set))
    for resource in RESOURCES:
        for column in (c for c in resource.columns if c.endswith("_zh") and not c.startswith(OWN_WORDS)):
            english = f"{column[:-3]}_en"
            for row in rows_of(resource.name) if english in resource.columns else ():
                if row[column] and row[english]:
                    found[row[column]][row[english].casefold()].add(resource.name)
    several = {zh: {en: sorted(tables) for en, tables in each.items()} for zh, each in found.items() if len(each) > 1}
    assert {zh: each for zh, each in several.items() if zh not in TWO_ENGLISHES} == {}
    assert [zh for zh in TWO_ENGLISHES if zh not in several] == []


@pytest.mark.parametrize("resource", NAMED, ids=lambda resource: resource.name)
def test_one_id_for_one_name(resource):
    (key,) = resource.primary_key
    found = defaultdict(list)
    for row in rows_of(resource.name):
        found[row.get("plan_id", ""), row["name_zh"]].append(row[key])
    several = {name: ids for (_, name), ids in found.items() if len(ids) > 1}
    assert {name: ids for name, ids in several.items() if (resource.name, name) not in TWO_IDS} == {}


@pytest.mark.parametrize("resource", NAMED, ids=lambda resource: resource.name)
def test_ids_are_not_cut_off(resource):
    (key,) = resource.primary_key
    cut = []
    for row in rows_of(resource.name):
        own, whole = row[key].removeprefix(f"{row.get('plan_id', '')}-"), slug(row["name_en"])
        # A longer id may lack its last words.
        short = 30 <= len(own) < 60 and own != whole and whole.startswith(own) and whole[len(own) :] not in LEGAL_FORMS
        if short or own.endswith(("-and", "-of", "-the", "-for", "-in", "-to", "-with")):
            cut.append(row[key])
    assert cut == []


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.name)
def test_english_is_spelt_the_british_way(resource):
    found = []
    for row in rows_of(resource.name):
        for column in (c for c in resource.columns if c.endswith("_en") or c == resource.primary_key[0]):
            words = (match[0].casefold() for match in AMERICAN.finditer(row[column]))
            found += [(row[resource.primary_key[0]], word) for word in words if word not in NOT_AMERICAN]
    assert found == []


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.name)
def test_quotes_have_no_characters_that_fonts_lack(resource):
    quotes = [row["evidence"] for row in rows_of(resource.name)] if "evidence" in resource.columns else []
    assert [quote for quote in quotes if re.search("[\ue000-\uf8ff]", quote)] == []


def test_no_number_at_the_end_of_an_id_marks_a_duplicate():
    found = []
    for resource in RESOURCES:
        if len(resource.primary_key) == 1 and resource.name not in ("sections", "source_issues", "other_numbers"):
            keys = {row[resource.primary_key[0]] for row in rows_of(resource.name)}
            found += [key for key in keys if re.search(r"-\d$", key) and key[:-2] in keys]
    assert found == []
