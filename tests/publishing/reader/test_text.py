from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyplanning.evidence.text import normalise
from pyplanning.publishing.reader.text import Piece, Stretch, lines, pieces


def test_characters_are_placed_in_the_normal_text():
    first, second = lines("一、 总体 ５％\n\n  ＡＢ ㎡ 12  个\n")
    assert (first.text, [*first.at]) == ("一、 总体 ５％", [0, 1, 2, 2, 3, 4, 4, 5, 6])
    assert (second.text, second.start, second.end) == ("ＡＢ ㎡ 12  个", 6, 6 + len(normalise("ＡＢ ㎡ 12  个")))


def test_a_line_whose_letters_have_no_places_of_their_own_is_in_normal_form():
    (line,) = lines("Cafe\u0301 12")
    assert (line.text, [*line.at]) == ("Café12", [*range(7)])


@given(st.text(alphabet="一二、（）(12 　aＡ㎡％é\u0301\n\t"))
def test_the_pieces_of_the_lines_are_the_text(written):
    found = lines(written)
    whole = normalise(written)
    stretches = [Stretch(n, min(n + 3, len(whole)), n) for n in range(0, len(whole), 2)]
    for line in found:
        cut = [*pieces(line, stretches)]
        assert "".join(piece.text for piece in cut) == line.text
        assert whole[line.start : line.end] == normalise(line.text)
    assert sum(1 for line in written.splitlines() if normalise(line)) == len(found)


def test_a_line_is_cut_where_stretches_begin_and_end_the_shortest_first():
    (line,) = lines("产值 达到 500亿元")
    stretches = [Stretch(0, 9, 0), Stretch(4, 9, 1), Stretch(4, 7, 2), Stretch(20, 30, 3)]
    assert [*pieces(line, stretches)] == [
        Piece("产值 达到 ", (0,)),
        Piece("500", (2, 1, 0)),
        Piece("亿元", (1, 0)),
    ]


def test_a_quote_of_a_part_of_one_character_marks_it():
    (line,) = lines("㈠总体 5㎡")
    assert [*pieces(line, [Stretch(1, 2, 0), Stretch(7, 8, 1)])] == [
        Piece("㈠", (0,)),
        Piece("总体 5", ()),
        Piece("㎡", (1,)),
    ]


@pytest.mark.parametrize("written", ["", " \n\n"])
def test_an_empty_text_has_no_lines(written):
    assert lines(written) == []
