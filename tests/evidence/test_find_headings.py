"""Where headings are, from their words and their order."""

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from pyplanning.evidence.find_headings import _longest_increasing, find_headings
from pyplanning.evidence.quotes import heading
from pyplanning.evidence.text import SearchableText


@given(st.dictionaries(st.integers(0, 9), st.integers(0, 20), max_size=8))
def test_the_longest_increasing_subsequence_is_the_longest(places):
    def increasing(numbers):
        return all(places[a] < places[b] for a, b in pairwise(numbers))

    found = sorted(_longest_increasing(places))
    longest = max(n for n in range(len(places) + 1) if any(map(increasing, combinations(sorted(places), n))))
    assert increasing(found)
    assert len(found) == longest


def test_a_heading_has_what_reads_like_it_and_what_its_order_leaves():
    rows = [
        {"section_id": f"s{n}", "plan_id": "p", "parent_id": "", "position": str(n)}
        | {"number": "", "title_zh": title, "start": ""}
        for n, title in enumerate(("总则", "小结", "保障"), 1)
    ]
    text = SearchableText("小结\n总则\n小结\n有小结。\n保障\n小结")
    first, second, third = find_headings([heading(n, row) for n, row in enumerate(rows, 1)], text)
    assert (first.ordered, second.ordered, third.ordered) == ([2], [4], [10])
    assert second.spans == [(0, 2), (4, 6), (7, 9), (12, 14)]
    assert second.possible == [0, 4, 12]
