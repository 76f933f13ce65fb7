"""Fill in where the quotes of rows that were handed in stand in their plans: offsets and sections."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

import polars as pl

from pyplanning.evidence import quotes as c
from pyplanning.evidence import text as texts
from pyplanning.evidence.text import Searched, Span
from pyplanning.io.table import ROW, Table
from pyplanning.rule import Change, Issue, Rule, rule
from pyplanning.validation.verify import Sources, files, text_readable, text_same

SHOWN = 5  # places of a quote that a finding shows
AROUND = 10  # characters shown on both sides of a place
NEAREST = 500  # quotes for which the nearest passage is looked for: a millisecond each
LIKE = 60  # per cent by which the nearest passage is like the quote at least
LONGEST = 200  # characters of a quote by which the nearest passage is looked for
IN_ORDER = 5  # rows whose places must be known before the order of rows says something
CONTENTS = 5  # headings with nothing between them that make a table of contents
BEFORE_HEADING = "。!?;-—–·•●■◆"  # what stands before a heading that does not begin a line
_LEADER = re.compile(r"[.·…\-_\d ]{0,99}")  # from a title to its page in a table of contents
Cell = tuple[str, int, str]  # table, number of the row, column


@rule(
    "PL511",
    column="evidence_start",
    en="{key} – “{quote}” stands at several places in the text – found {found} – expected the section or offset of one",
    zh="{key}：“{quote}”在文本中出现多处，即{found_zh}，应指明其中一处的章节或位置",
)
def quote_once(places: Sequence[Span]) -> bool:
    """A quote without an offset stands once in the text, or once in the row's section.

    A duty, and what belongs to a project or park, is of the section of that task, project or park.
    Fix: fill in section_id, quote more words, or fill in evidence_start; the offset suggested
    is the one that lies between the rows before and after.
    """
    return len(places) > 1


@rule(
    "PL512",
    column="evidence",
    en="{key} – the evidence “{value}” stands nowhere in the text – expected a quote of it{found}",
    zh="{key}：文本中没有证据“{value}”，应引自文本{found_zh}",
)
def quote_known(places: Sequence[Span]) -> bool:
    """A quote without an offset stands in the text, punctuation, width and spaces aside.

    Fix: copy the evidence from the text; the passage suggested is the nearest.
    """
    return not places


@rule(
    "PL513",
    level="warning",
    column="title_zh",
    en="{key} – the heading “{value}” has no certain place in the text – found {found} – expected one, in its order",
    zh="{key}：标题“{value}”在文本中的位置无法确定，{found_zh}，应按顺序出现一次",
)
def heading_once(places: Sequence[int]) -> bool:
    """A heading stands once in the text, between the heading before it and the one after it.

    Otherwise rows from below the heading seem to belong to the section before it.
    Fix: correct number, title, parent or position, or fill in the offset of the heading as
    start; nothing, where the text has lost the heading.
    """
    return len(places) != 1


@dataclass
class Work:
    """The rows, what the cells held that are filled in, and findings; ``looked`` counts nearest passages."""

    found: c.Material
    columns: list[set[str]]
    before: dict[Cell, str] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    looked: int = 0

    def fill(self, table: str, number: int, column: str, new: str) -> None:
        """Write into a cell of a row that was handed in."""
        row, (at, _) = self.found.rows[table][number - 1], self.found.places[table][number - 1]
        if row[column] != new and column in self.columns[at]:
            self.before.setdefault((table, number, column), row[column])
        row[column] = new

    def tell(self, rule: Rule[Any], claim: c.Claim, **words: str) -> None:
        """A finding about a row."""
        place = self.found.place(claim.table, rule.column, claim.number)
        self.issues.append(rule.issue(**place, key=f"{claim.table}/{claim.key}", **words))


@dataclass(frozen=True)
class Outline:
    """A plan's sections: those placed, the place of every heading that may stand elsewhere, and what is above each."""

    plan: c.Plan
    doubtful: list[int]
    above: dict[str, str]

    def certain(self, place: int) -> str:
        """The deepest section that holds ``place``; "" where a heading in doubt may stand before it."""
        begin = self.plan.section_start(place)
        doubt = bisect_right(self.doubtful, place) > bisect_left(self.doubtful, begin)
        return "" if doubt else self.plan.section_at(place)

    def line(self, section: str) -> set[str]:
        """A section and those above it."""
        found: set[str] = set()
        while section and section not in found:
            found.add(section)
            section = self.above.get(section, "")
        return found


def located(tables: Sequence[Table], sources: Sources) -> tuple[list[Table], list[Change], list[Issue]]:
    """Fill in what quotes tell: the tables, every cell that was filled in, and what cannot be told.

    ``sources`` is a folder with the texts as PLAN_ID.txt, or has each plan's file by its id. A
    plan gets its ``source_sha256`` and ``source_length``, a heading its ``start``, a quote its
    ``evidence_start`` and ``section_id``, where these are empty and one place is left: a quote that
    stands at several is looked for in the row's section, or else in that of its task, project
    or park and those above. ``evidence`` becomes the text's own letters where it differs from
    them in punctuation, width or spaces. Nothing is filled in where the text cannot be read,
    or is another copy than the one cited; ``verify`` tells of both.
    Raises PackageError where a text is given for a plan that no row is about.
    """
    work = Work(c.of_tables(tables), [set(table.frame.collect_schema().names()) for table in tables])
    quotes: dict[str, list[c.Claim]] = defaultdict(list)
    for claim in filter(work.found.owns, work.found.claims):
        if claim.table != "sections":
            quotes[claim.plan_id].append(claim)
    for plan_id, file in files(sources, work.found).items():
        if file is None or text_readable.check(file):
            continue
        text = texts.searched(texts.read_written(file))
        if _cited(work, plan_id, text.plain):
            outline = _outline(work, plan_id, text)
            for _, claims in groupby(quotes[plan_id], key=lambda claim: claim.table):
                _quotes(work, [*claims], outline, text)
    return _filled(work, tables), sorted(_changes(work)), sorted(work.issues)


def _cited(work: Work, plan_id: str, text: str) -> bool:
    """Whether a text is the one cited; a plan handed in that cites none cites this one from now on."""
    cited = [(n, row) for n, row in enumerate(work.found.rows["plans"], 1) if row["plan_id"] == plan_id]
    if any(text_same.check(text, row) for _, row in cited):
        return False
    for number, row in cited:
        for column, said in (("source_sha256", texts.sha256(text)), ("source_length", str(len(text)))):
            if number <= len(work.found.own("plans")) and not row[column]:
                work.fill("plans", number, column, said)
    return True


def _filled(work: Work, tables: Sequence[Table]) -> list[Table]:
    cells: list[dict[str, dict[int, str]]] = [defaultdict(dict) for _ in tables]
    for table, number, column in work.before:
        at, row = work.found.places[table][number - 1]
        cells[at][column][row] = work.found.rows[table][number - 1][column]
    return [
        replace(table, frame=table.frame.with_columns(_column(name, changed) for name, changed in new.items()))
        for table, new in zip(tables, cells, strict=True)
    ]


def _column(name: str, new: Mapping[int, str]) -> pl.Expr:
    """A column with other cells in some rows."""
    rows, cells = [*new], [*new.values()]
    return pl.col(ROW).replace_strict(rows, cells, default=pl.col(name), return_dtype=pl.String).alias(name)


def _changes(work: Work) -> Iterator[Change]:
    for (table, number, column), old in work.before.items():
        new = work.found.rows[table][number - 1][column]
        yield Change(**work.found.place(table, column, number), old=old, new=new, why="evidence")


# Headings


def _outline(work: Work, plan_id: str, text: Searched) -> Outline:
    """The sections of a plan in its text; the empty ``start`` of a heading handed in is filled in."""
    numbered = enumerate(work.found.rows["sections"], 1)
    heads = _in_order([c.heading(number, row) for number, row in numbered if row["plan_id"] == plan_id])
    every = [_heading_spans(head, text) for head in heads]
    possible = _possible(heads, every, text)
    unclear, doubtful, last = [], [], 0
    for head, spans, places, found in zip(heads, every, possible, _ordered(possible), strict=True):
        if not head.row["start"] and work.found.owns(head):
            if not heading_once.check(found):
                work.fill("sections", head.number, "start", str(found[0]))
            else:
                unclear.append((head, [span for span in spans if span[0] in found or not found]))
                # Its rows are below one of its places, or anywhere below the heading before it; what
                # only the table of contents has has no rows.
                doubtful += [start for start, _ in spans if places] if spans else [last]
        last = max(c.offset(head.row["start"]), 0) or last
    starts = sorted((start, head.key) for head in heads if (start := c.offset(head.row["start"])) >= 0)
    plan = c.Plan(plan_id, text.plain, same=True)
    plan.starts, plan.section_ids = [start for start, _ in starts], [key for _, key in starts]
    for head, spans in unclear:
        _tell_heading(work, head, spans, plan)
    return Outline(plan, sorted(doubtful), {head.key: head.row["parent_id"] for head in heads})


def _in_order(heads: Sequence[c.Claim]) -> list[c.Claim]:
    """Headings as they follow one another: each before those below it, these by position."""
    known = {head.key for head in heads}
    below: dict[str, list[c.Claim]] = defaultdict(list)
    for head in sorted(heads, key=lambda head: c.offset(head.row["position"])):
        parent = head.row["parent_id"]
        below[parent if parent in known else ""].append(head)
    ordered, ahead = [], below.pop("", [])[::-1]
    while ahead:
        ordered.append(ahead.pop())
        ahead += below.pop(ordered[-1].key, [])[::-1]
    return ordered + [head for circle in below.values() for head in circle]


def _heading_spans(head: c.Claim, text: Searched) -> list[Span]:
    """Every place of a heading, with any separator behind its number."""
    spellings = c.spellings(head)
    found = {span for spelling in spellings for span in texts.spans(text, spelling)}
    exact = [(start, end) for start, end in found if text.plain[start:end] in spellings]
    return sorted(exact or found)


def _begins(text: Searched, place: int) -> bool:
    return place in text.lines or text.plain[place - 1] in BEFORE_HEADING


def _possible(heads: Sequence[c.Claim], every: Sequence[Sequence[Span]], text: Searched) -> list[list[int]]:
    """The places at which headings may begin: the one given, or else those that begin a line or a sentence, if any do.

    None in the table of contents, most of which stands behind it again. It begins with the
    first heading that does, not with the plan's title.
    """
    starts = [[start for start, _ in spans] for spans in every]
    starts = [[start for start in some if _begins(text, start)] or some for some in starts]
    begin, end = _run(every, text.plain)
    listed = [some for some in starts if any(begin <= start < end for start in some)]
    again = [some for some in listed if some[-1] >= end]
    if 2 * len(again) > len(listed):
        begin = min(start for some in again for start in some if begin <= start)
        starts = [[start for start in some if not begin <= start < end] for some in starts]
    return [some if head.start < 0 else [head.start] for head, some in zip(heads, starts, strict=True)]


def _ordered(possible: list[list[int]]) -> list[list[int]]:
    """The places of headings that are in their order: one where it is certain, none where none is."""
    while True:
        single = {i: starts[0] for i, starts in enumerate(possible) if len(starts) == 1}
        sure = _rising(single)
        known = sorted(sure)
        found = [[sure[i]] if i in sure else _between(sure, known, i, starts) for i, starts in enumerate(possible)]
        if found == possible:
            return found
        possible = found


def _run(every: Sequence[Sequence[Span]], text: str) -> Span:
    """From where to where the most headings follow one another with nothing between them, each once."""
    heads = Counter(span for spans in every for span in spans)  # how many headings may stand at a place
    best, most = (0, 0), CONTENTS - 1
    begin, end = 0, 0
    passed: Counter[str] = Counter()
    for start, stop in sorted(heads, key=lambda span: (span[0], -span[1])):
        if start < end:
            continue  # a shorter heading within the one before
        words = text[start:stop]
        if passed[words] >= heads[start, stop] or not _LEADER.fullmatch(text, end, start):
            begin, passed = start, Counter()
        end = stop
        passed[words] += 1
        if passed.total() > most:
            best, most = (begin, end), passed.total()
    return best


def _rising(places: Mapping[int, int]) -> dict[int, int]:
    """The most headings whose places follow one another as the headings do."""
    last: list[int] = []  # at n the heading, as early in the text as can be, that is the last of n + 1
    before: dict[int, int] = {}
    for i in sorted(places):
        n = bisect_left(last, places[i], key=places.__getitem__)
        before[i] = last[n - 1] if n else -1
        last[n : n + 1] = [i]
    found: dict[int, int] = {}
    i = last[-1] if last else -1
    while i >= 0:
        found[i], i = places[i], before[i]
    return found


def _between(sure: Mapping[int, int], known: Sequence[int], i: int, starts: Sequence[int]) -> list[int]:
    """The places of heading ``i`` between those of the nearest headings that are ``known``."""
    k = bisect_left(known, i)
    low = sure[known[k - 1]] if k else -1
    high = sure[known[k]] if k < len(known) else math.inf
    return [start for start in starts if low < start < high]


def _tell_heading(work: Work, head: c.Claim, spans: Sequence[Span], plan: c.Plan) -> None:
    near, start = ("", 0) if spans else _nearest(work, head.quote, plan.text)
    en, zh = _shown(spans, plan) if spans else (f"“{near}” at {start}", f"第{start}字处为“{near}”")
    if not spans and not near:
        en, zh = "nothing like it", "未见相近文字"
    work.tell(heading_once, head, value=head.quote, found=en, found_zh=zh, suggestion=near)


# Quotes


def _quotes(work: Work, claims: Sequence[c.Claim], outline: Outline, text: Searched) -> None:
    """Fill in where the rows of one table stand in one plan."""
    places = [_places(claim, outline, text) for claim in claims]
    neighbours = _neighbours([spans[0][0] if len(spans) == 1 else None for spans in places])
    for claim, spans, (low, high) in zip(claims, places, neighbours, strict=True):
        given = claim.row["evidence_start"]
        if len(spans) == 1:
            _fill(work, claim, spans[0], outline)
        elif not given and quote_once.check(spans):
            beside = [start for start, _ in spans if low <= start <= high]
            meant = str(beside[0]) if len(beside) == 1 else ""
            en, zh = _shown(spans, outline.plan)
            work.tell(quote_once, claim, quote=claim.quote, found=en, found_zh=zh, suggestion=meant)
        elif not given and quote_known.check(spans):
            near, start = _nearest(work, claim.quote, text.plain)
            en, zh = (f", such as “{near}” at {start}", f"，如第{start}字处的“{near}”") if near else ("", "")
            work.tell(quote_known, claim, value=claim.quote, found=en, found_zh=zh, suggestion=near)


def _places(claim: c.Claim, outline: Outline, text: Searched) -> list[Span]:
    """Where a quote may stand: at its offset where one is given, or else where its section leaves it a place."""
    if claim.start >= 0 and text.plain.startswith(claim.quote, claim.start):
        return [(claim.start, claim.start + len(claim.quote))]
    spans = texts.spans(text, claim.quote)
    if claim.row["evidence_start"]:
        return [span for span in spans if span[0] == claim.start]
    stated, parent = claim.row.get("section_id", ""), claim.owner.get("section_id", "")
    wanted = {stated} if stated else outline.line(parent)
    if len(spans) < 2 or not wanted:
        return spans
    return [span for span in spans if outline.plan.section_at(span[0]) in wanted] or spans


def _neighbours(starts: Sequence[int | None]) -> list[Span]:
    """Between which places each row stands; (0, -1), which is nowhere, where the rows are not in the text's order."""
    known = [start for start in starts if start is not None]
    if len(known) < IN_ORDER or known != sorted(known):
        return [(0, -1)] * len(starts)
    found, passed = [], 0
    for start in starts:
        passed += start is not None
        found.append((known[passed - 1], known[passed]) if 0 < passed < len(known) else (0, -1))
    return found


def _fill(work: Work, claim: c.Claim, span: Span, outline: Outline) -> None:
    work.fill(claim.table, claim.number, "evidence", outline.plan.text[slice(*span)])
    work.fill(claim.table, claim.number, "evidence_start", str(span[0]))
    if claim.row.get("section_id") == "":
        work.fill(claim.table, claim.number, "section_id", outline.certain(span[0]))


def _shown(spans: Sequence[Span], plan: c.Plan) -> tuple[str, str]:
    """Places in English and in Chinese, each with its section and surroundings; at most so many."""
    en, zh = [], []
    for start, end in spans[:SHOWN]:
        before, after = plan.text[max(0, start - AROUND) : start], plan.text[end : end + AROUND]
        section, around = plan.section_at(start), f"“{before}[{plan.text[start:end]}]{after}”"
        en.append(f"at {start} ({section or 'no section'}) {around}")
        zh.append(f"第{start}字（{section or '无章节'}）{around}")
    if len(spans) > SHOWN:
        en.append(f"and {len(spans) - SHOWN} more")
        zh.append(f"另有{len(spans) - SHOWN}处")
    return "; ".join(en), "；".join(zh)


def _nearest(work: Work, quote: str, text: str) -> tuple[str, int]:
    """The passage that is most like a quote, and its place; "" where none is, or enough have been looked for."""
    from rapidfuzz import fuzz

    work.looked += 1
    if work.looked > NEAREST:
        return "", 0
    normal = texts.normalise(quote)[:LONGEST]
    found = fuzz.partial_ratio_alignment(normal, text, score_cutoff=LIKE)
    return (text[found.dest_start : found.dest_end], found.dest_start) if found else ("", 0)
