"""Fill in where the quotes of rows that were handed in are in their plans: offsets and sections."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from pyplanning.evidence.find_headings import find_headings
from pyplanning.evidence.plan_texts import Sources, other_copy, text_files, unreadable_reason
from pyplanning.evidence.quotes import Plan, Quote, heading, letters, offset, outline_of
from pyplanning.evidence.rows_to_prove import Rows, RowsToProve, rows_of_tables
from pyplanning.evidence.text import SearchableText, Span, normalise, read_written, sha256
from pyplanning.evidence.whole_text import Sought, misfit
from pyplanning.io.table import Table
from pyplanning.rule import Change, Issue, Message, rule

MOST_PLACES = 5  # of a quote, that a finding lists
AROUND = 10  # characters on both sides of a place that a finding lists
MOST_SEARCHES = 500  # for the nearest passage: a millisecond each
LIKENESS = 60  # per cent by which the nearest passage is like the quote at least
LONGEST = 200  # characters of a quote by which the nearest passage is looked for
IN_ORDER = 5  # rows whose places must be known before their order says something


@rule(
    "PL511",
    column="evidence_start",
    en="{key} – “{quote}” occurs in several places in the text – found {found} – expected the section or offset of one",
    zh="{key}：原文中有多处“{quote}”：{found_zh}，应指明其中一处的章节或位置",
)
def ambiguous_quote(places: Sequence[Span]) -> bool:
    """A quote without an offset occurs once in the text, or once in the row's section.

    A duty, and what belongs to a project or park, is in the section of that task, project or park.
    Fix: fill in section_id, quote more words, or fill in evidence_start; the suggested offset
    is between those of the rows before and after.
    """
    return len(places) > 1


@rule(
    "PL512",
    column="evidence",
    en="{key} – the evidence “{value}” does not occur in the text – expected a quote of it{found}",
    zh="{key}：原文中没有证据“{value}”，应摘自原文{found_zh}",
)
def unknown_quote(places: Sequence[Span]) -> bool:
    """A quote without an offset occurs in the text, whatever the punctuation, width and spaces.

    Fix: copy the evidence from the text; the suggested passage is the most similar one.
    """
    return not places


@rule(
    "PL513",
    level="warning",
    column="title_zh",
    en="{key} – the heading “{value}” has no certain place in the text – found {found} – expected one place, in order",
    zh="{key}：标题“{value}”在原文中的位置无法确定（{found_zh}），应按次序出现一次",
)
def uncertain_heading(places: Sequence[int]) -> bool:
    """A heading occurs once in the text, between the heading before it and the one after it.

    Otherwise rows below the heading seem to belong to the section before it.
    Fix: correct number, title, parent or position, or fill in the offset of the heading as
    start; leave it if the text has lost the heading.
    """
    return len(places) != 1


@dataclass(frozen=True)
class Outline:
    """The sections of a plan, the places of headings in doubt, and the section above each."""

    plan: Plan
    doubtful: list[int]
    above: Mapping[str, str]

    def certain_section(self, place: int) -> str:
        """Name the deepest section that holds ``place``; "" where a heading in doubt may come before it."""
        begin, section = self.plan.section_at(place)
        doubt = bisect_right(self.doubtful, place) > bisect_left(self.doubtful, begin)
        return "" if doubt else section

    def line(self, section: str) -> set[str]:
        """List a section and those above it."""
        found: set[str] = set()
        while section and section not in found:
            found.add(section)
            section = self.above.get(section, "")
        return found

    def places_of(self, quote: Quote, text: SearchableText) -> list[Span]:
        """Find where a quote may be: at the row's offset, or else where its section leaves it a place."""
        if quote.start >= 0 and text.plain.startswith(quote.text, quote.start):
            return [(quote.start, quote.start + len(quote.text))]
        spans = text.spans(quote.text)
        if quote.row["evidence_start"]:
            return [span for span in spans if span[0] == quote.start]
        stated, parent = quote.row.get("section_id", ""), quote.owner.get("section_id", "")
        wanted = {stated} if stated else self.line(parent)
        if len(spans) < 2 or not wanted:
            return spans
        return [span for span in spans if self.plan.section_at(span[0])[1] in wanted] or spans


def find_quotes(
    tables: Sequence[Table], sources: Sources, shipped: Rows
) -> tuple[list[Table], list[Change], list[Issue]]:
    """Fill in what quotes say of rows: give the tables, every cell that was filled in, and what is uncertain.

    ``sources`` is a folder with the texts as PLAN_ID.txt, or has each plan's file by its id;
    ``shipped`` are the rows of the package that the tables are for. A plan gets its
    ``source_sha256`` and ``source_length``, a heading its ``start``, a quote its
    ``evidence_start`` and ``section_id``, and a project its ``name_composed``, where these are empty and
    one place is left: a quote that is at several is looked for in the row's section, or else in that of
    its task, project or park and those above. ``evidence`` becomes the text's own letters where it differs from them in
    punctuation, width or spaces. Nothing is filled in where the text cannot be read, or is
    another copy than the one cited; ``verify`` reports both.
    Raises PackageError where a text is given for a plan that no row is about.
    """
    columns = {table: set(table.frame.collect_schema().names()) for table in tables}
    finder = QuoteFinder(rows_of_tables(tables, shipped), columns)
    quotes: dict[str, list[Quote]] = defaultdict(list)
    for quote in filter(finder.rows.owns, finder.rows.quotes):
        if quote.table != "sections":
            quotes[quote.plan_id].append(quote)
    for plan_id, file in text_files(sources, finder.rows).items():
        if file is None or unreadable_reason.check(file):
            continue
        text, others = SearchableText(read_written(file)), len(finder.issues)
        if finder.cite(plan_id, text.plain):
            outline = finder.outline(plan_id, text)
            for _, of_table in groupby(quotes[plan_id], key=lambda quote: quote.table):
                finder.find([*of_table], outline, text)
            if found := misfit(plan_id, file, text.plain, finder.sought):
                finder.issues[others:] = [issue for issue in finder.issues[others:] if issue.suggestion]
                finder.report_text(plan_id, *found)
            finder.sought = []
    changes = sorted(change for of_table in finder.changes.values() for change in of_table)
    return [table.with_changes(finder.changes[table]) for table in tables], changes, sorted(finder.issues)


@dataclass
class QuoteFinder:
    """The rows, the columns of their tables, the cells filled in, findings, the quotes of a plan, and its searches."""

    rows: RowsToProve
    columns: Mapping[Table, set[str]]
    changes: dict[Table, list[Change]] = field(default_factory=lambda: defaultdict(list))
    issues: list[Issue] = field(default_factory=list)
    sought: list[Sought] = field(default_factory=list)
    searches: int = 0

    def cite(self, plan_id: str, text: str) -> bool:
        """Say whether a text is the one cited; a plan handed in that cites none cites this one from now on."""
        if any(other_copy.check(text, row) for row in self.rows.rows["plans"] if row["plan_id"] == plan_id):
            return False
        for number, row in enumerate(self.rows.own("plans"), 1):
            for column, value in (("source_sha256", sha256(text)), ("source_length", str(len(text)))):
                if row["plan_id"] == plan_id and not row[column]:
                    self._fill("plans", number, column, value)
        return True

    def outline(self, plan_id: str, text: SearchableText) -> Outline:
        """Find a plan's sections in its text, and fill in the empty ``start`` of headings that were handed in."""
        numbered = enumerate(self.rows.rows["sections"], 1)
        headings = find_headings([heading(n, row) for n, row in numbered if row["plan_id"] == plan_id], text)
        doubtful: list[int] = []
        unclear, last = [], 0
        for head in headings:
            quote = head.quote
            if not quote.row["start"] and self.rows.owns(quote):
                if not uncertain_heading.check(head.ordered):
                    self._fill("sections", quote.number, "start", str(head.ordered[0]))
                else:
                    unclear.append((quote, [s for s in head.spans if s[0] in head.ordered or not head.ordered]))
                    # Its rows are below one of its places, or anywhere below the heading before it; what
                    # only the table of contents has has no rows.
                    doubtful += [start for start, _ in head.spans if head.possible] if head.spans else [last]
            last = max(offset(quote.row["start"]), 0) or last
        placed = [heading(h.quote.number, h.quote.row) for h in headings]
        sections = outline_of([quote for quote in placed if quote.start >= 0])
        plan = Plan(plan_id, text.plain, True, sections=sections)
        self.sought += [Sought("sections", h.quote.text, bool(h.spans)) for h in headings if self.rows.owns(h.quote)]
        for quote, spans in unclear:
            near, en, zh = ("", *_listed(spans, plan)) if spans else self._nearest(quote.text, text.plain)
            en, zh = en or "nothing similar", zh or "无相近文字"
            self._report(uncertain_heading, quote, value=quote.text, found=en, found_zh=zh, suggestion=near)
        return Outline(plan, sorted(doubtful), {h.quote.key: h.quote.row["parent_id"] for h in headings})

    def find(self, quotes: Sequence[Quote], outline: Outline, text: SearchableText) -> None:
        """Fill in where the rows of one table are in one plan."""
        places = [outline.places_of(quote, text) for quote in quotes]
        neighbours = _neighbours([spans[0][0] if len(spans) == 1 else None for spans in places])
        for quote, spans, (low, high) in zip(quotes, places, neighbours, strict=True):
            similar = False
            if len(spans) == 1:
                (start, end), table, number = spans[0], quote.table, quote.number
                self._fill(table, number, "evidence", text.plain[start:end])
                self._fill(table, number, "evidence_start", str(start))
                if quote.row.get("section_id") == "":
                    self._fill(table, number, "section_id", outline.certain_section(start))
                if quote.row.get("name_composed") == "":
                    whole = letters(quote.row["name_zh"]) in outline.plan.letters_around(start, end)
                    self._fill(table, number, "name_composed", "false" if whole else "true")
            elif quote.row["evidence_start"]:
                continue  # a wrong offset is left to the proof
            elif ambiguous_quote.check(spans):
                between = [start for start, _ in spans if low <= start <= high]
                likely = str(between[0]) if len(between) == 1 else ""
                en, zh = _listed(spans, outline.plan)
                self._report(ambiguous_quote, quote, quote=quote.text, found=en, found_zh=zh, suggestion=likely)
            elif unknown_quote.check(spans):
                near, en, zh = self._nearest(quote.text, text.plain)
                en, zh = en and f", such as {en}", zh and f"，如{zh}"
                self._report(unknown_quote, quote, value=quote.text, found=en, found_zh=zh, suggestion=near)
                similar = bool(near)
            self.sought.append(Sought(quote.table, quote.text, bool(spans), similar))

    def _fill(self, name: str, number: int, column: str, new: str) -> None:
        """Write into a cell of a row that was handed in; it is no change where its table lacks the column."""
        row, (table, at) = self.rows.rows[name][number - 1], self.rows.places[name][number - 1]
        if row[column] != new and column in self.columns[table]:
            self.changes[table].append(Change(**table.place(column, at), old=row[column], new=new, why="evidence"))
        row[column] = new

    def _report(self, rule: Message, about: Quote, **words: str) -> None:
        table, at = self.rows.places[about.table][about.number - 1]
        self.issues.append(rule.issue(**table.place(rule.column, at), key=f"{about.table}/{about.key}", **words))

    def report_text(self, plan_id: str, rule: Message, words: Mapping[str, str]) -> None:
        """Report what is wrong with a plan's text, at its id where the plan was handed in."""
        own = [number for number, row in enumerate(self.rows.own("plans")) if row["plan_id"] == plan_id]
        table, at = self.rows.places["plans"][own[0]] if own else (None, 0)
        self.issues.append(rule.issue(**(table.place(rule.column, at) if table else {}), **words))

    def _nearest(self, quote: str, text: str) -> tuple[str, str, str]:
        """Find the passage that is most like a quote, and list it; "" where none is, or after too many searches.

        Compares with rapidfuzz's ``partial_ratio_alignment``.
        """
        from rapidfuzz import fuzz

        self.searches += 1
        few, normal = self.searches <= MOST_SEARCHES, normalise(quote)[:LONGEST]
        found = few and fuzz.partial_ratio_alignment(normal, text, score_cutoff=LIKENESS)
        start, near = (found.dest_start, text[found.dest_start : found.dest_end]) if found else (0, "")
        return (near, f"“{near}” at {start}", f"第{start}字处的“{near}”") if near else ("", "", "")


def _neighbours(starts: Sequence[int | None]) -> list[Span]:
    """Say between which places each row is; (0, -1), which is nowhere, where the rows are not in the text's order."""
    known = [start for start in starts if start is not None]
    if len(known) < IN_ORDER or known != sorted(known):
        return [(0, -1)] * len(starts)
    found, passed = [], 0
    for start in starts:
        passed += start is not None
        found.append((known[passed - 1], known[passed]) if 0 < passed < len(known) else (0, -1))
    return found


def _listed(spans: Sequence[Span], plan: Plan) -> tuple[str, str]:
    """List places in English and in Chinese, each with its section and the words around it; at most so many."""
    en, zh = [], []
    for start, end in spans[:MOST_PLACES]:
        before, after = plan.text[max(0, start - AROUND) : start], plan.text[end : end + AROUND]
        (_, section), around = plan.section_at(start), f"“{before}[{plan.text[start:end]}]{after}”"
        en.append(f"at {start} ({section or 'no section'}) {around}")
        zh.append(f"第{start}字（{section or '无章节'}）{around}")
    if len(spans) > MOST_PLACES:
        en.append(f"and {len(spans) - MOST_PLACES} more")
        zh.append(f"另有{len(spans) - MOST_PLACES}处")
    return "; ".join(en), "；".join(zh)
