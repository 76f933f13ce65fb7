"""The forms of headings, and the headings with a number or a mark before them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyplanning.contribution.draft.paragraphs import Paragraph
from pyplanning.contribution.draft.plan_text import PlanText
from pyplanning.evidence.numerals import chinese_number

CHINESE = "一二三四五六七八九十百〇零"
_N = rf"[{CHINESE}\d]+"


@dataclass(frozen=True)
class Form:
    """A form of headings: how deep it is among the others, how its number is written, and an invented example."""

    name: str
    rank: int
    number: re.Pattern[str]
    example: str


# The number as written, then what parts it from the title.
FORMS = {
    name: Form(name, rank, re.compile(pattern), example)
    for name, rank, pattern, example in (
        ("part", 10, rf"(第{_N}[编篇部])(?!分)", "第一编 云河"),
        (
            "annex",
            15,
            rf"(附[件录](?:{_N}|[A-Z](?![A-Za-z]))?)(?:[:.、]|(?=[^\w\s])|$|(?<=[{CHINESE}\d]))",
            "附件2:云河任务分工",
        ),
        ("chapter", 20, rf"(第{_N}章)", "第二章 云河"),
        ("portion", 30, rf"(第{_N}节)", "第三节 云河"),
        ("first", 40, rf"([{CHINESE}]+)[、.,]", "一、云河"),
        ("bracketed", 50, rf"(\([{CHINESE}]+\))[、.]?", "(二)云河"),
        ("second", 60, r"(\d{1,2})[.、,](?!\d)", "3.云河"),
        ("whole", 58, r"([1-9]\d?)(?=\D)", "2 云河"),
        ("dotted", 61, r"(\d{1,2}\.\d{1,2})(?![\d%万亿个家项元.])", "1.2云河"),
        ("twice_dotted", 62, r"(\d{1,2}\.\d{1,2}\.\d{1,2})(?![\d.])", "1.2.3云河"),
        ("thrice_dotted", 63, r"(\d{1,2}(?:\.\d{1,2}){3})(?![\d.])", "1.2.3.4云河"),
        ("third", 64, r"(\(\d{1,2}\)|\d{1,2}\))[、.]?", "(4)云河"),
        ("circled", 66, r"(\d{1,2})", "①云河"),
        ("box", 70, rf"(专栏(?:\d+(?:-\d+)?|[{CHINESE}]+))[:.、]?", "专栏3 云河重点项目"),
        ("table", 70, rf"(附?[表图](?:\d+(?:[-.]\d+)*|[{CHINESE}]+))[:.、]?", "表2-1 云河指标"),
        ("ordinal", 74, r"(0\d)(?=\D)", "01 云河"),
        ("spoken", 80, rf"([{CHINESE}][是要])", "一是云河更清。"),
        ("dash", 90, r"()(?:[-─]{1,4}|[●■◆•▲★])", "——云河更清。"),
    )
}
RUN_IN_FORM = Form("run_in", 95, re.compile(""), "云河更清。")
ALONE = Form("alone", 5, re.compile(""), "前言")
NOTES = Form("notes", 85, re.compile("(说明|备注)[::]"), "说明:云河")
BOXED = 70  # the rank of boxes and tables
_ON_TWO_LINES = {"part", "annex", "chapter", "portion", "first", "bracketed", "box", "table"}
LONGEST = 45  # characters of a title
LONGEST_OF_CHAPTER = 60
PARTS = 6  # paragraphs after the heading of a chapter 2, among which 2.1 is
SPOKEN = 38  # of one that begins with 一是

STANDING = re.compile(
    "前言|序言|引言|导言|目录|目次|结语|结束语|附则|名词解释|名词注释|名词术语(?:解释)?|术语解释|指标解释|编制说明"
)
GLOSSARY = re.compile("解释|注释|术语|说明|备注")
FACT = re.compile(r"\d[\d.]*(?:万|亿|%|个|家|项|元|年)")
_INSIDE_NUMBER = re.compile(rf"(?<=[。)])(?P<number>\([{CHINESE}]+\)|(?P<first>[{CHINESE}]+、))")


_ANNEXES = re.compile(r"附件[::]1[.、]")


@dataclass(frozen=True)
class Heading:
    """A heading at ``start``:``stop`` of what is read, with its number; it is in paragraph number ``at``."""

    form: Form
    number: str
    title: str
    start: int
    stop: int
    at: int
    ends: bool = False  # nothing follows in the paragraph
    ordinal: int = 0  # its number, read


def numbered(text: PlanText, every: Sequence[Paragraph]) -> Iterator[Heading]:
    """Find the headings with a number or a mark before them."""
    glossary = listed = False  # whether what follows is of a glossary, or of the list of annexes
    last = dict[str, int]()  # the number of the last heading of a form
    for at, paragraph in enumerate(every):
        if STANDING.fullmatch(paragraph.text) or NOTES.number.match(paragraph.text):
            glossary = bool(GLOSSARY.search(paragraph.text))
        heading = heading_at(text, every, at)
        listed = bool(_ANNEXES.match(paragraph.text)) or (listed and bool(FORMS["second"].number.match(paragraph.text)))
        if heading and heading.form.rank <= FORMS["first"].rank:
            glossary = False
        if glossary or listed:
            continue
        if heading:
            last[heading.form.name] = heading.ordinal
            yield heading
        yield from _run_on(text, paragraph, at, last)


def _run_on(text: PlanText, paragraph: Paragraph, at: int, last: dict[str, int]) -> Iterator[Heading]:
    """Find headings that lost the start of their line: their numbers go on with those of the others."""
    for match in _INSIDE_NUMBER.finditer(paragraph.text):
        form = FORMS["first" if match["first"] else "bracketed"]
        ordinal, cut = ordinal_of(match["number"]), end_of_title(paragraph.text, match.end(), form)
        title = paragraph.text[match.end() : cut]
        if ordinal == last.get(form.name, 0) + 1 > 1 and _fits(title, form, paragraph.text[cut + 1 :]):
            last[form.name] = ordinal
            start, stop = paragraph.start + match.start(), min(paragraph.start + cut + 1, paragraph.end)
            number = text.spelt(start, paragraph.start + match.end()).rstrip("、,")
            shown = text.spelt(paragraph.start + match.end(), paragraph.start + cut)
            yield Heading(form, number, shown, start, stop, at, stop == paragraph.end, ordinal)


def heading_at(text: PlanText, every: Sequence[Paragraph], at: int) -> Heading | None:
    """Read the heading that a paragraph begins with, if one of the forms fits."""
    paragraph = every[at]
    spelt = text.spelt(paragraph.start, min(paragraph.start + 2, paragraph.end))
    circled = bool(re.match("[①-⑳]", spelt))
    for form in FORMS.values():
        match = form.number.match(paragraph.text)
        if not match or circled != (form.name == "circled"):
            continue
        if form.name == "ordinal" and not text.gap(paragraph.start + match.end()):
            continue
        if form.name == "whole" and not _has_parts(text, every, at, match):
            continue
        return _titled(text, every, at, form, match)
    return None


def _has_parts(text: PlanText, every: Sequence[Paragraph], at: int, match: re.Match[str]) -> bool:
    """Tell whether a line that begins with a number and a space is a chapter: where 2.1 follows 2."""
    line, gap = every[at].text, text.gap(every[at].start + match.end())
    spaced = bool(gap) and "\t" not in gap and len(line) <= LONGEST and not re.search("[。,;:]", line)
    return spaced and any(after.text.startswith(f"{match[1]}.1") for after in every[at + 1 : at + 1 + PARTS])


def _titled(text: PlanText, every: Sequence[Paragraph], at: int, form: Form, match: re.Match[str]) -> Heading | None:
    """Read the title behind a number: to the end of the sentence or of the line, or on the next line."""
    start, home, after = every[at].start, every[at], match.end()
    number = text.spelt(start, start + match.end(1)) if match[1] else ""
    if after == len(home.text):
        if form.name not in _ON_TWO_LINES or at + 1 == len(every):
            return None
        home, after = every[at + 1], 0
    cut = end_of_title(home.text, after, form)
    if not _fits(
        home.text[after:cut], form, home.text[cut + 1 :] or (every[at + 1].text if at + 1 < len(every) else "")
    ):
        return None
    shown = text.spelt(home.start + after, home.start + cut)
    stop = min(home.start + cut + 1, home.end)
    begin = start if match[1] else start + match.end()
    return Heading(form, number, shown, begin, stop, at, stop == home.end, ordinal_of(match[1]))


def end_of_title(words: str, after: int, form: Form) -> int:
    """Find where a title ends: at its full stop, at a colon, or with the line."""
    ends = [place for mark in "。:" if (place := words.find(mark, after)) >= 0]
    return min(ends, default=len(words))


def _fits(title: str, form: Form, rest: str) -> bool:
    """Tell whether words can be the title of a heading of a form."""
    commas = title.count(",")
    longest = LONGEST if form.rank > FORMS["bracketed"].rank else LONGEST_OF_CHAPTER
    if not title or len(title) > longest or not re.search(r"[^\d\W]", title):
        return False
    if form.rank == FORMS["annex"].rank:
        return not FORMS["second"].number.match(title)
    if form.rank <= FORMS["first"].rank:
        return True
    if form.rank == BOXED:
        return not re.match("[所中显如可的是为]", title) and commas < 2
    if form.rank > BOXED:
        apart = not re.match(rf"[{CHINESE}]是|-", rest)
        return bool(rest) and apart and len(title) <= SPOKEN and commas < 3 and not FACT.search(title)
    return not (FACT.search(title) and commas) and commas < 4 and ";" not in title


def ordinal_of(number: str) -> int:
    """Read the last number of a heading; 0 where it has none."""
    found = re.findall(rf"[{CHINESE}]+|\d+", number)
    try:
        return 0 if not found else int(found[-1]) if found[-1].isdigit() else chinese_number(found[-1])
    except ValueError:
        return 0


def paragraphs_of(headings: Sequence[Heading], every: Sequence[Paragraph]) -> set[int]:
    """Collect the paragraphs that headings begin, and those in which the title of such a number is."""
    two = {h.at + 1 for h in headings if h.at + 1 < len(every) and h.stop > every[h.at + 1].start}
    return {h.at for h in headings} | two
