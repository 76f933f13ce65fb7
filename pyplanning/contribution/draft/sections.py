"""The headings of a plan: numbered, boxed, standing alone, or the first sentence of a paragraph."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from pyplanning.contribution.draft.paragraphs import Paragraph, paragraphs
from pyplanning.contribution.draft.plan_text import PlanText
from pyplanning.contribution.draft.rows import LOCAL, Drafted
from pyplanning.evidence.numerals import chinese_number

_C = "一二三四五六七八九十百〇零"
_N = rf"[{_C}\d]+"


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
            rf"(附[件录](?:{_N}|[A-Z](?![A-Za-z]))?)(?:[:.、]|(?=[^\w\s])|$|(?<=[{_C}\d]))",
            "附件2:云河任务分工",
        ),
        ("chapter", 20, rf"(第{_N}章)", "第二章 云河"),
        ("portion", 30, rf"(第{_N}节)", "第三节 云河"),
        ("first", 40, rf"([{_C}]+)[、.]", "一、云河"),
        ("bracketed", 50, rf"(\([{_C}]+\))[、.]?", "(二)云河"),
        ("second", 60, r"(\d{1,2})[.、](?!\d)", "3.云河"),
        ("dotted", 62, r"(\d{1,2}(?:\.\d{1,2}){1,3})(?![\d%万亿个家项元.])", "1.2云河"),
        ("third", 64, r"(\(\d{1,2}\)|\d{1,2}\))[、.]?", "(4)云河"),
        ("circled", 66, r"(\d{1,2})", "①云河"),
        ("box", 70, rf"(专栏(?:\d+(?:-\d+)?|[{_C}]+))[:.、]?", "专栏3 云河重点项目"),
        ("table", 70, rf"(附?[表图](?:\d+(?:[-.]\d+)*|[{_C}]+))[:.、]?", "表2-1 云河指标"),
        ("ordinal", 74, r"(0\d)(?=\D)", "01 云河"),
        ("spoken", 80, rf"([{_C}]是)", "一是云河更清。"),
        ("dash", 90, r"()(?:[-─]{1,4}|[●■◆•▲★])", "——云河更清。"),
    )
}
_RUN_IN = Form("run_in", 95, re.compile(""), "云河更清。")
_ALONE = Form("alone", 5, re.compile(""), "前言")
_NOTES = Form("notes", 85, re.compile("(说明|备注)[::]"), "说明:云河")
_BOXED = 70  # the rank of boxes and tables
_ON_TWO_LINES = {"part", "annex", "chapter", "portion", "first", "bracketed", "box", "table"}
LONGEST = 45  # characters of a title
LONGEST_OF_CHAPTER = 60
SPOKEN = 38  # of one that begins with 一是
RUN_IN = 26  # of the first sentence of a paragraph that is one
BODY = 12  # of what must follow it
INSIDE = 18  # of a sentence within a paragraph that is one
BODY_INSIDE = 60
LONG = 40  # of a paragraph that is no cell of a table
CONTENTS = 5  # headings with nothing between them that make a list of contents
_STANDING = re.compile(
    "前言|序言|引言|导言|目录|目次|结语|结束语|附则|名词解释|名词注释|名词术语(?:解释)?|术语解释|指标解释|编制说明"
)
_GLOSSARY = re.compile("解释|注释|术语|说明|备注")
_NO_TITLE = re.compile(
    r"各位|今年|去年|当前|同时|此外|其中|目前|近年|到20|20\d\d年|“?十[一二三四五六]五”?|"
    r"[一五]年来|过去|按照|根据|为[^民]|本[规方行]|上述|以上|据|例如|各级|各地|要|请|此|现[将就把印]"
)
_FACT = re.compile(r"\d[\d.]*(?:万|亿|%|个|家|项|元|年)")
_PROMISE = re.compile("(?:[是为说]|如下|包括)$")  # before a colon: a list follows
_TITLE_END = re.compile(r"(?:规划|方案|纲要|意见|计划|报告|通知|办法|措施|要点|条例|决定|批复|建议|行动)(?:\(.*\))?$")
_NO_TITLE_LINE = re.compile(r"[,。;:!?]|^\(.*\)$|^\d{4}年\d|\(\d{4}\)|〔\d{4}〕|^[\d-]+$|^--|发布|来源|作者|日期$")
_LEADER = re.compile(r"[.·…\s]*\d{0,3}$")


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


@dataclass(frozen=True)
class Section:
    """A section: its heading, how deep it is, and which child it is of which other (an index).

    One that only the list of contents names is ``lost``: it has no place.
    """

    heading: Heading
    level: int
    position: int
    parent: int | None
    lost: bool = False


def sections(text: PlanText) -> list[Drafted]:
    """Draft the sections of a plan: its heading tree, boxes and tables included."""
    tree = heading_tree(text)
    places = [len(text.plain) if s.lost else text.at[s.heading.start] for s in tree]
    keys = [f"{LOCAL}section-{i}" for i in range(len(tree))]
    rows = []
    for section, place, key in zip(tree, places, keys, strict=True):
        row = {
            "section_id": key,
            "parent_id": "" if section.parent is None else keys[section.parent],
            "position": str(section.position),
            "level": str(section.level),
            "number": section.heading.number,
            "title_zh": section.heading.title,
            "start": "" if section.lost else str(place),
        }
        end = place if section.lost else text.at[section.heading.stop - 1] + 1
        rows.append(Drafted("sections", row, place, end))
    return rows


def heading_tree(text: PlanText) -> list[Section]:
    """Read the headings of a plan, each under the one it belongs to."""
    every = paragraphs(text)
    begin, end = _contents(every)
    headings = [h for h in _headings(text, every) if not begin <= h.at < end]
    tree = _tree(_with_run_ins(text, every, headings, range(begin, end)), every)
    return tree + _lost(_entries(text, every, range(begin, end)), tree)


def _headings(text: PlanText, every: Sequence[Paragraph]) -> list[Heading]:
    """List the titles, the headings that stand alone and the numbered ones, in order."""
    found = list(_numbered(text, every))
    found += _titles(text, every, found)
    taken = _taken(found, every)
    for at, paragraph in enumerate(every):
        if at in taken:
            continue
        if match := _STANDING.fullmatch(paragraph.text.rstrip(":")):
            found.append(Heading(_ALONE, "", match[0], paragraph.start, paragraph.end, at, True))
        elif match := _NOTES.number.match(paragraph.text):
            found.append(Heading(_NOTES, "", match[1], paragraph.start, paragraph.start + match.end(), at))
    return sorted(found, key=lambda h: h.start)


def _taken(headings: Sequence[Heading], every: Sequence[Paragraph]) -> set[int]:
    """Collect the paragraphs that headings begin, and those in which the title of such a number is."""
    two = {h.at + 1 for h in headings if h.at + 1 < len(every) and h.stop > every[h.at + 1].start}
    return {h.at for h in headings} | two


def _titles(text: PlanText, every: Sequence[Paragraph], numbered: Sequence[Heading]) -> Iterator[Heading]:
    """Find the titles: in lines of their own before the first heading, and where the headings begin again."""
    tops = [h for h in numbered if h.form.rank <= FORMS["bracketed"].rank and h.form is not FORMS["annex"]]
    starts = tops[:1] + [b for a, b in pairwise(tops) if b.ordinal == 1 and a.form.rank >= b.form.rank]
    begin, shown = 0, set[str]()
    for end in [top.at for top in starts] or [len(every)]:
        for heading in _title_lines(text, every, range(begin, end)):
            again = any(heading.title in title or title in heading.title for title in shown if "关于" not in title)
            if not again:
                yield heading
            shown.add(heading.title)
        begin = end


def _title_lines(text: PlanText, every: Sequence[Paragraph], numbers: range) -> Iterator[Heading]:
    """List the titles among paragraphs; one may be broken over up to four lines."""
    first = None
    for at in numbers:
        line = every[at].text
        numbered = any(form.number.match(line) for form in FORMS.values() if form is not FORMS["circled"])
        if len(line) > LONGEST or numbered or _NO_TITLE_LINE.search(line) or _STANDING.fullmatch(line):
            first = None
            continue
        first = at if first is None else first
        if _TITLE_END.search(line) and at - first < 4:
            start, end = every[first].start, every[at].end
            yield Heading(_ALONE, "", text.spelt(start, end), start, end, first, True)
            first = None


def _numbered(text: PlanText, every: Sequence[Paragraph]) -> Iterator[Heading]:
    """Find the headings with a number or a mark before them."""
    glossary = False
    last = dict[str, int]()  # the number of the last heading of a form
    for at, paragraph in enumerate(every):
        if _STANDING.fullmatch(paragraph.text) or _NOTES.number.match(paragraph.text):
            glossary = bool(_GLOSSARY.search(paragraph.text))
        heading = _heading(text, every, at)
        if heading and heading.form.rank <= FORMS["first"].rank:
            glossary = False
        if glossary:
            continue
        if heading:
            last[heading.form.name] = heading.ordinal
            yield heading
        yield from _run_on(text, paragraph, at, last)


_INSIDE_NUMBER = re.compile(rf"(?<=[。)])(?P<number>\([{_C}]+\)|(?P<first>[{_C}]+、))")


def _run_on(text: PlanText, paragraph: Paragraph, at: int, last: dict[str, int]) -> Iterator[Heading]:
    """Find headings that lost the start of their line: their numbers go on with those of the others."""
    for match in _INSIDE_NUMBER.finditer(paragraph.text):
        form = FORMS["first" if match["first"] else "bracketed"]
        ordinal, cut = _read(match["number"]), _cut(paragraph.text, match.end(), form)
        title = paragraph.text[match.end() : cut]
        if ordinal == last.get(form.name, 0) + 1 > 1 and _fits(title, form, paragraph.text[cut + 1 :]):
            last[form.name] = ordinal
            start, stop = paragraph.start + match.start(), min(paragraph.start + cut + 1, paragraph.end)
            number = text.spelt(start, paragraph.start + match.end()).rstrip("、")
            shown = text.spelt(paragraph.start + match.end(), paragraph.start + cut)
            yield Heading(form, number, shown, start, stop, at, stop == paragraph.end, ordinal)


def _heading(text: PlanText, every: Sequence[Paragraph], at: int) -> Heading | None:
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
        return _titled(text, every, at, form, match)
    return None


def _titled(text: PlanText, every: Sequence[Paragraph], at: int, form: Form, match: re.Match[str]) -> Heading | None:
    """Read the title behind a number: to the end of the sentence or of the line, or on the next line."""
    start, home, after = every[at].start, every[at], match.end()
    number = text.spelt(start, start + match.end(1)) if match[1] else ""
    if after == len(home.text):
        if form.name not in _ON_TWO_LINES or at + 1 == len(every):
            return None
        home, after = every[at + 1], 0
    cut = _cut(home.text, after, form)
    if not _fits(
        home.text[after:cut], form, home.text[cut + 1 :] or (every[at + 1].text if at + 1 < len(every) else "")
    ):
        return None
    shown = text.spelt(home.start + after, home.start + cut)
    stop = min(home.start + cut + 1, home.end)
    begin = start if match[1] else start + match.end()
    return Heading(form, number, shown, begin, stop, at, stop == home.end, _read(match[1]))


def _cut(words: str, after: int, form: Form) -> int:
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
    if form.rank == _BOXED:
        return not re.match("[所中显如可的是为]", title) and commas < 2
    if form.rank > _BOXED:
        apart = not re.match(rf"[{_C}]是|-", rest)
        return bool(rest) and apart and len(title) <= SPOKEN and commas < 3 and not _FACT.search(title)
    return not (_FACT.search(title) and commas) and commas < 4 and ";" not in title


def _read(number: str) -> int:
    """Read the last number of a heading; 0 where it has none."""
    found = re.findall(rf"[{_C}]+|\d+", number)
    try:
        return 0 if not found else int(found[-1]) if found[-1].isdigit() else chinese_number(found[-1])
    except ValueError:
        return 0


def _contents(every: Sequence[Paragraph]) -> tuple[int, int]:
    """Find the paragraphs of the list of contents, from and to; (0, 0) where there is none."""
    listed = [_entry(paragraph.text) for paragraph in every]
    for at, paragraph in enumerate(every):
        named = re.fullmatch("目录|目次", paragraph.text)
        begin = at + 1 if named else at
        if begin >= len(every) or not listed[begin]:
            continue
        end = begin + 1
        while end < len(every) and listed[end] and listed[end] != listed[begin]:
            end += 1
        if end - begin >= CONTENTS and (named or listed[begin] in listed[end:]):
            return begin, end
    return 0, 0


def _entry(line: str) -> str:
    """Give a line that may be an entry of a list of contents, without its page; "" where it cannot."""
    words = _LEADER.sub("", line)
    if not words or len(words) > LONGEST + 10 or "。" in words:
        return ""
    numbered = any(form.number.match(words) for form in FORMS.values() if form.rank < FORMS["spoken"].rank)
    return words if numbered or _STANDING.fullmatch(words) else ""


def _entries(text: PlanText, every: Sequence[Paragraph], contents: range) -> list[Heading]:
    """Read the headings that the list of contents names."""
    cut = [replace(every[at], text=_LEADER.sub("", every[at].text)) for at in contents]
    return [heading for at in range(len(cut)) if (heading := _heading(text, cut, at))]


def _with_run_ins(
    text: PlanText, every: Sequence[Paragraph], headings: Sequence[Heading], contents: range
) -> list[Heading]:
    """Add the first sentences of paragraphs that are headings: those that have others like them, or are in a box."""
    found = list(headings)
    outer = [h for h in headings if h.form.rank != _BOXED and (h.form.rank < 80 or h.form is _NOTES)]
    fruitful = dict[str, bool]()  # whether the last section of a form had such headings
    for heading, last in _extents(outer, len(every)):
        if heading.form is _ALONE or heading.form is _NOTES:
            continue
        within = [h for h in headings if heading.at <= h.at < last]
        boxed = {at for h in within if h.form.rank == _BOXED for at in _box(h, last, every)}
        own = [at for at in range(heading.at, last) if at not in contents and at not in {h.at for h in within}]
        found += [h for at in own if at in boxed and (h := _run_in(text, every, at))]
        group = _group(text, every, [at for at in own if at not in boxed], fruitful.get(heading.form.name, False))
        fruitful[heading.form.name] = bool(group)
        found += group
    found += _within(text, every, outer, found)
    return sorted(found, key=lambda h: h.start)


def _extents(outer: Sequence[Heading], length: int) -> Iterator[tuple[Heading, int]]:
    """Yield each heading with the number of the paragraph in which the next one is."""
    yield from zip(outer, [*(h.at for h in outer[1:]), length], strict=False)


def _box(box: Heading, last: int, every: Sequence[Paragraph]) -> range:
    """Say which paragraphs are in a box or table: up to a gap, and a table up to running text."""
    for at in range(box.at + 1, last):
        gap = every[at].blank > 1 and at > box.at + 1
        if gap or (box.form.name == "table" and len(every[at].text) > LONG and "。" in every[at].text):
            return range(box.at + 1, at)
    return range(box.at + 1, last)


def _group(text: PlanText, every: Sequence[Paragraph], numbers: Sequence[int], expected: bool) -> list[Heading]:
    """List the run-in headings among the paragraphs of a section; a single one only where one is expected."""
    running = [at for at in numbers if len(every[at].text) >= LONG or "。" in every[at].text]
    found, body = list[Heading](), False
    for at in running:
        heading = None if body else _run_in(text, every, at)
        found += [heading] if heading else []
        body = bool(heading and heading.ends)
    after = [at for at in running if found and at >= found[0].at]
    if len(found) == 1:
        return found if expected and found[0].at == running[0] else []
    bodies = sum(heading.ends for heading in found)
    return found if 2 * len(found) >= len(after) - bodies else []


def _run_in(text: PlanText, every: Sequence[Paragraph], at: int) -> Heading | None:
    """Read the first sentence of a paragraph as its heading, if it can be one."""
    words, start = every[at].text, every[at].start
    cut = _cut(words, 0, _RUN_IN)
    title, rest = words[:cut], words[cut + 1 :]
    follows = rest or (every[at + 1].text if at + 1 < len(every) else "")
    if cut == len(words) or not 2 <= len(title) <= RUN_IN or len(follows) < BODY:
        return None
    if _NO_TITLE.match(title) or _FACT.search(title) or title.count(",") > 1 or ";" in title:
        return None
    if words[cut] == ":" and (_PROMISE.search(title) or not rest):
        return None
    return Heading(_RUN_IN, "", text.spelt(start, start + cut), start, start + cut + 1, at, not rest)


def _within(
    text: PlanText, every: Sequence[Paragraph], outer: Sequence[Heading], found: Sequence[Heading]
) -> list[Heading]:
    """List short sentences within paragraphs that are headings: where sections that follow one another have such."""
    taken = {h.at for h in found if h.form.rank >= FORMS["spoken"].rank}
    inside, before, form = list[Heading](), list[Heading](), _ALONE
    for heading, last in _extents(outer, len(every)):
        own = [at for at in range(heading.at + 1, last) if len(every[at].text) >= LONG]
        sentences = (
            list(_sentences(text, every[own[0]], own[0])) if own and not taken & set(range(heading.at, last)) else []
        )
        if len(sentences) > 1 and before and form is heading.form:
            inside += [h for h in [*before, *sentences] if h not in inside]
        before, form = sentences if len(sentences) > 1 else [], heading.form
    return inside


def _sentences(text: PlanText, paragraph: Paragraph, at: int) -> Iterator[Heading]:
    """Find the short sentences within a paragraph that much follows."""
    ends = [match.end() for match in re.finditer("。", paragraph.text)]
    short = [(a, b) for a, b in pairwise(ends) if 5 <= b - a <= INSIDE + 1 and _plain(paragraph.text[a : b - 1])]
    for (start, stop), after in zip(short, [*(a for a, _ in short[1:]), len(paragraph.text)], strict=False):
        if after - stop >= BODY_INSIDE:
            begin, end = paragraph.start + start, paragraph.start + stop
            yield Heading(_RUN_IN, "", text.spelt(begin, end - 1), begin, end, at)


def _plain(title: str) -> bool:
    """Tell whether a sentence names something and says no more."""
    return not (re.search("[,、;!?]|等", title) or _NO_TITLE.match(title) or _FACT.search(title))


def _tree(headings: Sequence[Heading], every: Sequence[Paragraph]) -> list[Section]:
    """Put each heading under the nearest before it that is less deep."""
    tree: list[Section] = []
    above: list[int] = []
    children: dict[int | None, int] = {}
    for at, heading in enumerate(headings):
        del above[_behind(heading, [tree[i].heading for i in above], every) :]
        while above and _closes(heading.form, tree[above[-1]].heading.form):
            above.pop()
        if heading.form.name == "box" and _sums_up(headings[at + 1 :], tree, above):
            above.pop()
        parent = above[-1] if above else None
        children[parent] = children.get(parent, 0) + 1
        tree.append(Section(heading, len(above) + 1, children[parent], parent))
        above.append(len(tree) - 1)
    return tree


def _sums_up(after: Sequence[Heading], tree: Sequence[Section], above: Sequence[int]) -> bool:
    """Tell whether the parts of a box are named as the innermost section and those beside it."""
    beside = {s.heading.title for s in tree if above and s.parent == tree[above[-1]].parent}
    return len({h.title for h in takewhile(lambda h: h.form.rank > _BOXED, after)} & beside) > 1


def _closes(form: Form, last: Form) -> bool:
    """Tell whether a heading of a form ends the innermost section, which has another or the same."""
    return last is _ALONE or (last.rank >= form.rank and not (last.rank == _BOXED and form.rank < _BOXED))


def _behind(heading: Heading, above: Sequence[Heading], every: Sequence[Paragraph]) -> int:
    """Say how many of the open sections stay open at a heading that is behind a box or table; all where it is not."""
    at = next((at for at, h in enumerate(above) if h.form.rank == _BOXED), None)
    if at is None or (heading.form.rank > _BOXED and heading.at in _box(above[at], heading.at + 1, every)):
        return len(above)
    inside = FORMS["portion"].rank < heading.form.rank < _BOXED and heading.at in _box(above[at], heading.at + 1, every)
    before = next((h.ordinal for h in above[at + 1 :] if h.form is heading.form), 0)
    known = before or heading.form.rank >= FORMS["second"].rank or any(h.form is heading.form for h in above[:at])
    return len(above) if inside and known and heading.ordinal == before + 1 else at


def _lost(entries: Sequence[Heading], tree: Sequence[Section]) -> list[Section]:
    """Give the boxes and tables that the list of contents names and the text has lost."""
    known = {(s.heading.form.name, s.heading.title) for s in tree}
    titles = {s.heading.title: i for i, s in reversed(list(enumerate(tree)))}
    numbers = {(s.heading.form.name, s.heading.ordinal): i for i, s in enumerate(tree)}
    children = [sum(s.parent == i for s in tree) for i in range(len(tree))]
    lost, parent = list[Section](), None
    for entry in entries:
        if entry.form.rank != _BOXED:
            parent = titles.get(entry.title, numbers.get((entry.form.name, entry.ordinal), parent))
        elif (entry.form.name, entry.title) not in known and parent is not None:
            children[parent] += 1
            lost.append(Section(entry, tree[parent].level + 1, children[parent], parent, lost=True))
    return lost
