"""The rules about documents: each fires, and is silent where nothing is wrong."""

from pyplanning.validators import documents

from .cases import (  # noqa: F401  (the tests run here)
    rules_of,
    test_a_rule_fires,
    test_a_rule_is_silent,
    test_every_rule_has_a_case,
    test_nothing_is_found_in_nothing,
    test_nulls_are_no_offence_of_a_rule_over_rows,
)

RULES = rules_of(documents)


def citation(name, relation, document="d", **cells):
    return {"citation_id": name, "plan_id": "p", "document_id": document, "relation": relation} | cells


CASES = [
    (
        "PL338",
        {"citations": [citation("a", "to_be_made"), citation("b", "based_on")]},
        ("citations", 1, "document_id", "a", "d"),
        "a – promises to make d, which b cites as in force – expected one or the other",
        "a：承诺制定d，而b将其作为现行文件引用，二者只应有其一",
        {
            "citations": [
                citation("a", "to_be_made"),
                citation("b", "refers_to"),
                citation("c", "based_on", document="e"),
                citation("f", "implements", plan_id="q"),
            ]
        },
    ),
    (
        "PL339",
        {"citations": [citation("a", "refers_to", due_year=2020)]},
        ("citations", 1, "relation", "a", "refers_to"),
        "a – refers_to has a maker or a due year – expected them of promised documents only",
        "a：refers_to填有责任单位或完成年份，仅承诺制定的文件应填",
        {"citations": [citation("a", "to_be_made", agency_id="x", due_year=2020), citation("b", "based_on")]},
    ),
]
