"""XML that is edited as bytes."""

from __future__ import annotations

import pytest

from pyplanning.io.excel.xml_bytes import parsed, spliced

XML = b"<x:a><!-- <x:b> --><x:b k='1>2'>t<x:c/></x:b ><x:b/></x:a>"


def test_elements_are_where_they_are():
    root = parsed(XML)
    first, second = root.inside
    assert (root.name, first.local, first.given) == ("x:a", "b", {"k": "1>2"})
    assert XML[first.start : first.opened] == b"<x:b k='1>2'>"
    assert XML[first.opened : first.closed] == b"t<x:c/>"
    assert XML[first.closed : first.end] == b"</x:b >"
    assert XML[second.start : second.end] == b"<x:b/>"
    assert second.opened == second.closed == second.end
    assert [node.name for node in root.descendants("c")] == ["x:c"]
    assert root.child("c") is None
    with pytest.raises(ValueError, match="no c"):
        root.needed("c")


def test_elements_are_chosen_with_their_attributes():
    root = parsed(XML, lambda name, given: None if given else {"n": name})
    assert [(node.name, node.given) for node in root.inside] == [("x:b", {"n": "x:b"})]
    assert root.given == {"n": "x:a"}


def test_a_skipped_element_has_none_of_its_own_name_in_it():
    assert parsed(b"<a><b><c><d/></c></b><e/></a>", lambda name, given: None if name == "b" else given).inside
    with pytest.raises(ValueError, match="b in b"):
        parsed(b"<a><b><b/></b></a>", lambda name, given: None if name == "b" else given)


@pytest.mark.parametrize(
    ("xml", "reason"),
    [
        ("<a/>".encode("utf-16"), "not UTF-8"),
        ("<a/>".encode("utf-16-le"), "not UTF-8"),
        (b'<?xml version="1.0" encoding="gbk"?><a/>', "not UTF-8"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "a document type"),
        (b"<a><b></a>", "mismatched tag"),
        (b"", "no element found"),
    ],
)
def test_what_is_no_plain_xml_is_refused(xml, reason):
    with pytest.raises(ValueError, match=reason):
        parsed(xml)


def test_edits_leave_the_rest_as_it_is():
    root = parsed(XML)
    first, second = root.inside
    edits = [*second.grown(b"y"), *first.grown(b"z", {"k": 2}), root.put(b"<n/>", "b d"), root.put(b"<m/>", "d")]
    assert spliced(XML, edits) == (b'<x:a><!-- <x:b> --><n/><x:b k="2">t<x:c/>z</x:b ><x:b>y</x:b><m/></x:a>')
    assert spliced(XML, []) == XML


def test_elements_are_written_with_their_prefix():
    root = parsed(XML)
    assert root.element("d", {"k": '"<'}, b"t") == b"<x:d k='\"&lt;'>t</x:d>"
    assert root.element("d", {}) == b"<x:d/>"
    assert root.text_element("a<\x01") == b'<x:t xml:space="preserve">a&lt;</x:t>'
