"""One normal form for every copy of a text."""

import json
import string
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyplanning.datapackage.errors import PackageError
from pyplanning.evidence import text as texts
from pyplanning.evidence.text import (
    SearchableText,
    fold,
    halved,
    line_starts,
    normalise,
    occurrences,
    origins,
    read_written,
    sha256,
    tidy,
)

# What the library and the script of the explorer do alike: see tests/publishing/site/test_text.py.
SHARED = json.loads(Path(__file__).with_name("texts.json").read_text(encoding="utf-8"))
HAN = st.sampled_from("云泽省材料产业发展到年目标一二三十百千万亿两")
PROSE = st.text(st.one_of(HAN, st.sampled_from("，。、；：“”（）%％1234５ａBＣ \u3000\n\t\r\u00a0/·—")), max_size=60)
WHITE = st.text(st.sampled_from(" \u3000\n\t\r\u00a0\u2003\u2028\x0b"), min_size=1, max_size=3)


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("云泽 省\u3000材料\n产业\r\n\t目标", "云泽省材料产业目标"),
        ("（２０３０年）：５％，", "(2030年):5%,"),
        ("产值 4000 亿元", "产值4000亿元"),
        ("4000\u3000 8.9", "4000 8.9"),
        ("4000\n8.9", "4000 8.9"),
        ("% 3.2", "%3.2"),
        ("Made  in\nChina", "Made in China"),
        ("5G 网络", "5G网络"),
        ("３ ４", "3 4"),
        ("“链主”《规划》。、", "“链主”《规划》。、"),
        (" \n\u3000", ""),
        ("", ""),
        ("\ufeff云", "\ufeff云"),
        ("㎡", "m2"),
    ],
)
def test_normalise_gives_one_form(written, normal):
    assert normalise(written) == normal


@given(PROSE)
def test_normalise_is_idempotent(text):
    assert normalise(normalise(text)) == normalise(text)


@given(PROSE, HAN, WHITE, HAN, PROSE)
def test_white_space_between_two_chinese_characters_changes_nothing(before, left, white, right, after):
    assert normalise(before + left + white + right + after) == normalise(before + left + right + after)


@given(PROSE, WHITE, WHITE)
def test_any_white_space_is_as_good_as_another(text, one, other):
    assert normalise(text.replace("\n", one)) == normalise(text.replace("\n", other))


@given(st.from_regex(r"[0-9A-Za-z]", fullmatch=True), WHITE, st.from_regex(r"[0-9A-Za-z]", fullmatch=True))
def test_one_space_stays_between_ascii_letters_and_digits(left, white, right):
    assert normalise(left + white + right) == f"{left} {right}"


@given(st.text(max_size=80))
def test_fold_keeps_the_length(text):
    assert len(fold(text)) == len(text)


@given(st.text(max_size=80))
def test_fold_is_idempotent(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“链主”", '"链主"'),
        ("“链主”", "「链主」"),
        ("‘链主’", "『链主』"),
        ("《规划》", "〈规划〉"),
        ("甲、乙。", "甲,乙."),
        ("2026—2030", "2026-2030"),
        ("2026–2030", "2026―2030"),
        ("张·王", "张•王"),
        ("〔2026〕1号", "[2026]1号"),
        ("【专栏】", "(专栏)"),
        ("1～5", "1~5"),
        ("AI+", "ai+"),
        ("ΑΣ", "ασ"),
    ],
)
def test_fold_gives_one_spelling(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("400", "401"), ("云泽", "泽云"), ("甲,乙", "甲;乙"), ("(甲", "甲)")])
def test_fold_keeps_apart_what_differs(one, other):
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("text", "digest"),
    [
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ],
)
def test_sha256_is_the_published_digest(text, digest):
    assert sha256(text) == digest


def test_sha256_is_of_utf_8():
    assert sha256("云") == sha256(b"\xe4\xba\x91".decode())
    assert sha256("云") != sha256("雲")


@pytest.mark.parametrize(
    ("text", "quote", "places"),
    [
        ("甲乙甲", "甲", [0, 2]),
        ("甲甲甲", "甲甲", [0, 1]),
        ("甲乙", "丙", []),
        ("", "甲", []),
        ("甲", "甲乙", []),
        ("甲", "", []),
    ],
)
def test_occurrences(text, quote, places):
    assert occurrences(text, quote) == places


@given(st.text(string.ascii_lowercase[:2], max_size=20), st.text(string.ascii_lowercase[:2], min_size=1, max_size=3))
def test_occurrences_are_all_places(text, quote):
    assert occurrences(text, quote) == [i for i in range(len(text)) if text[i : i + len(quote)] == quote]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_text_is_read_with_and_without_a_byte_order_mark(tmp_path, encoding):
    (tmp_path / "plan.txt").write_text("云泽省\r\n规划", encoding=encoding)
    assert read_written(tmp_path / "plan.txt") == "云泽省\r\n规划"


@pytest.mark.parametrize(
    ("content", "en", "zh"),
    [
        (b"", "is empty", "为空"),
        (b"\xef\xbb\xbf", "is empty", "为空"),
        (" \n\u3000\n".encode(), "is empty", "为空"),
        ("云泽省".encode("gb18030"), "is not UTF-8", "不是UTF-8编码"),
        ("云泽省".encode("utf-16"), "is not UTF-8", "不是UTF-8编码"),
    ],
)
def test_a_text_that_is_none_says_why(tmp_path, content, en, zh):
    (tmp_path / "plan.txt").write_bytes(content)
    with pytest.raises(PackageError) as caught:
        read_written(tmp_path / "plan.txt")
    assert (str(caught.value), caught.value.en, caught.value.zh) == (en, en, zh)


def test_a_huge_file_is_refused_unread(tmp_path):
    with (tmp_path / "plan.txt").open("wb") as file:
        file.truncate(texts.MAX_BYTES + 1)
    with pytest.raises(PackageError, match="is larger than 20,000,000 bytes") as caught:
        read_written(tmp_path / "plan.txt")
    assert caught.value.zh == "超过20,000,000字节"


def test_other_errors_are_left_alone(tmp_path):
    with pytest.raises(FileNotFoundError):
        read_written(tmp_path / "plan.txt")
    with pytest.raises(OSError, match="directory"):
        read_written(tmp_path)


def test_a_text_keeps_its_lines(tmp_path):
    (tmp_path / "plan.txt").write_text("云泽省\n规划", encoding="utf-8-sig")
    assert read_written(tmp_path / "plan.txt") == "云泽省\n规划"


@pytest.mark.parametrize(
    ("written", "starts"),
    [
        ("一、甲\n乙\n", [0, 3]),
        ("\n\n 甲\r\n\u3000\n乙", [0, 1]),
        ("4000\n8.9\n亿\n2", [0, 5, 8, 9]),
        ("ａ\nb", [0, 2]),
        ("㎡\n甲\u2028乙", [0, 2, 3]),
        ("", []),
    ],
)
def test_line_starts(written, starts):
    assert line_starts(written) == starts


@given(PROSE)
def test_lines_begin_where_the_normal_form_has_them(text):
    lines = [line for line in map(normalise, text.splitlines()) if line]
    normal = normalise(text)
    assert [normal[start:][: len(line)] for start, line in zip(line_starts(text), lines, strict=True)] == lines


@pytest.mark.parametrize(
    ("text", "quote", "places"),
    [
        ("甲乙甲", "甲", [(0, 1), (2, 3)]),
        ("“甲”「甲」", '"甲"', [(0, 3), (3, 6)]),
        ("“甲”「甲」", "「甲」", [(3, 6)]),
        ("AI 大模型", "ai大 模型", [(0, 5)]),
        ("Made in China", "madein china", [(0, 13)]),
        ("表 4000 8.9", "４０００ 8.9", [(1, 9)]),
        ("表 4000 8.9", "40008.9", []),
        ("增长18.8%和8.8%", "8.8", [(8, 11)]),
        ("增长18.8%", "8.8", [(3, 6)]),
        ("1.智能", "1", [(0, 1)]),
        ("甲", " ", []),
        ("甲", "", []),
    ],
)
def test_spans(text, quote, places):
    looked_in = SearchableText(text)
    assert looked_in.spans(quote) == places
    assert looked_in.spans(quote) == places


@given(PROSE, st.data())
def test_spans_has_every_quote_of_the_text(text, data):
    normal = normalise(text)
    start = data.draw(st.integers(0, len(normal)))
    quote = normal[start : data.draw(st.integers(start, len(normal)))]
    quote = normalise(quote)
    found = SearchableText(text).spans(quote)
    assert all(normal[a:b] == quote for a, b in found)
    assert bool(found) == bool(quote)


def test_tidy_and_halved():
    assert tidy(" 海南\u200b 省\n规划  e\u0301 ") == "海南 省 规划 é"
    assert halved("ＡＢ－１２　３") == "AB-12 3"


@pytest.mark.parametrize("written", ["一、 云 河", "１２ 34　ab c\n d", "㈠云河½", "", "  云\n\n河  "])
def test_each_character_of_the_normal_form_is_known_where_it_was_written(written):
    normal, places = normalise(written), origins(written)

    assert len(places) == len(normal)
    assert places == sorted(places)
    for char, place in zip(normal, places, strict=True):
        assert char in unicodedata.normalize("NFKC", written[place]) or (char == " " and written[place].isspace())


def test_no_origins_where_characters_combine():
    assert origins("e\u0301") == []


@pytest.mark.parametrize(("written", "normal", "folded"), SHARED["normal_forms"])
def test_the_normal_form_is_that_of_the_browser_too(written, normal, folded):
    assert normalise(written) == normal
    assert fold(normal) == folded


@pytest.mark.parametrize(("written", "starts"), SHARED["lines"])
def test_lines_begin_where_they_do_in_the_browser(written, starts):
    assert line_starts(written) == starts
