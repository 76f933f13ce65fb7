"""Draft targets, observations and numbers that state no fact: every number of a text."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pyplanning.contribution.draft.aims import LIKE as LIKE_AIM
from pyplanning.contribution.draft.aims import aims
from pyplanning.contribution.draft.flat_tables import Entry, entries
from pyplanning.contribution.draft.indicators import Indicators, Named, concepts, find_names, five, nearest
from pyplanning.contribution.draft.lexicon import Lexicon
from pyplanning.contribution.draft.non_facts import non_facts, numeral_words
from pyplanning.contribution.draft.outline import Outline
from pyplanning.contribution.draft.places import places_in, region_of
from pyplanning.contribution.draft.plan_text import LONGEST_QUOTE, PlanText
from pyplanning.contribution.draft.quantities import SPELT, Quantity, quantities
from pyplanning.contribution.draft.reasons import is_rank, reason_of
from pyplanning.contribution.draft.rows import Drafted
from pyplanning.contribution.draft.subjects import subjects
from pyplanning.contribution.draft.timing import Time, Timing
from pyplanning.contribution.draft.wording import MADE, measure_of, own_part, qualifier_of, quote_of, recognition_of
from pyplanning.evidence.numerals import NUMERAL, comparator, is_fall
from pyplanning.evidence.quote_words import CHANGES

BEFORE = 200  # characters before a sentence, or at the beginning, in which an industry may be named
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_ENTERPRISES = re.compile("企业|市场主体|经营主体|工商户|商户|工业|服务业")
_HOMES = re.compile("农户|居民|家庭|住户|群众|搬迁|住房|危旧房|人口|棚户")
_BOUNDS = (
    ("ge", re.compile("≥|以上|不低于")),
    ("le", re.compile("≤|≦|<|以[下内]|不高于")),
    ("gt", re.compile(">|突破|超")),
    ("approx", re.compile("约|左右")),
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEARS_LISTED = re.compile(r"(?:(?:19|20)\d\d年?[、和及与,])+(?:19|20)\d\d年[^。;\d]{0,30}分别")
_TABLE = re.compile("附?表")


@dataclass(frozen=True)
class Reading:
    """What is known of a text while its figures are read."""

    text: PlanText
    outline: Outline
    timing: Timing
    indicators: Indicators
    named: Sequence[Named]
    places: Sequence[int]
    region: str
    inside: dict[str, tuple[str, ...]]
    units: dict[str, str]


def figures(text: PlanText, sections: Sequence[Drafted], known: Lexicon) -> list[Drafted]:
    """Draft a row for each number of the text that is in no heading."""
    outline, named = Outline(text, sections), concepts(text.read, known)
    region = region_of(text, known)
    reading = Reading(
        text,
        outline,
        Timing(text.read, outline, text.lines),
        Indicators(known),
        named,
        [name.start for name in named],
        region,
        places_in(region, known),
        {row["name_zh"]: row["unit_id"] for row in known.rows["units"]},
    )
    held = non_facts(text.read)
    words = numeral_words(text.read, {row["word_zh"]: row["reason"] for row in known.rows["numeral_words"]})
    found = quantities(text.read, known)
    in_tables = {entry.cell.start: entry for entry in entries(text, reading.units)}
    cells = sorted((entry.cell.start, entry.cell.end) for entry in in_tables.values())
    rows = [_entry(reading, entry) for entry in in_tables.values()]
    dated: set[int] = set()
    others = []
    for n, quantity in enumerate(found):
        if outline.in_heading(quantity.start) or _within(cells, quantity.start):
            continue
        reason, (start, stop) = reason_of(text.read, found, n, outline, held)
        if not is_rank(quantity, text.read) and words.holding(quantity.figure.start, quantity.figure.end):
            continue
        if reason == "name" and "\n" in text.gap(quantity.start):
            reason = "ordinal"  # of a row or a line
        if reason:
            others.append((quantity, reason, start, stop))
        else:
            rows += _facts(reading, quantity, _respective(reading, found, n), dated)
    rows += _aims(reading)
    read_already = {place for q in found for place in range(q.start, q.end)}
    for match in NUMERAL.finditer(text.read):  # 千 in 千兆 is no figure
        unread = match.start() not in read_already and not outline.in_heading(match.start())
        if unread and not words.holding(*match.span()):
            fixed = held.holding(*match.span())
            row = {"reason": fixed.reason if fixed else "technology"}
            rows.append(text.drafted("other_numbers", *match.span(), row, 0.8))
    rows += _notes(text)
    once = {(start, stop): reason for quantity, reason, start, stop in others if quantity.start not in dated}
    return rows + [text.drafted("other_numbers", *span, {"reason": why}, 0.8) for span, why in once.items()]


def _notes(text: PlanText) -> Iterator[Drafted]:
    """Draft the numbers of footnotes, and of their marks, as ones that state no fact."""
    for start, end in text.notes:
        for match in NUMERAL.finditer(text.plain, start, end):
            cells = {"reason": "scope" if match.start() > start else "ordinal", "evidence": match[0]}
            begin, stop = match.span()
            yield Drafted("other_numbers", cells | {"evidence_start": str(begin)}, begin, stop, 0.8)


def _aims(reading: Reading) -> Iterator[Drafted]:
    """Draft the aims without a number: those whose words are like an indicator's, in a year to come."""
    for name, (start, end), direction in aims(reading.text.read, reading.outline):
        time = reading.timing.of(start, end, "level")
        ranked = reading.indicators.like(name, "", "", "level")
        if (
            time.table == "targets"
            and time.year
            and ranked
            and ranked[0][0] >= LIKE_AIM
            and end - start <= LONGEST_QUOTE
        ):
            cells = {"measure": "cumulative_change", "value": "", "qualifier_zh": direction}
            names = [named for named in _named(reading, start, end) if named.end <= end]
            yield _drafted(reading, (start, end), cells, time, name, "", names, "")


def _respective(reading: Reading, found: Sequence[Quantity], n: int) -> str:
    """Give the year of a figure of several that are of several years: 2031年和2032年分别达到4亿元和5亿元."""
    sentence, stop = reading.outline.sentence(found[n].start)
    listed = _YEARS_LISTED.search(reading.text.read, sentence, found[n].start)
    if not listed:
        return ""
    years = _YEAR.findall(listed[0])
    figures = [q for q in found if listed.end() <= q.start < stop and q.unit_id == found[n].unit_id]
    return years[figures.index(found[n]) % len(years)] if len(figures) % len(years) == 0 else ""


def _region_near(reading: Reading, start: int) -> str:
    """Give the one place that the clause of a figure names before it, or else the plan's own region."""
    begin = max(reading.outline.clause(start)[0], start - BEFORE)
    codes = {code for place in find_names(reading.text.read[begin:start], reading.inside) for code in place.keys}
    return codes.pop() if len(codes) == 1 else reading.region


def _within(spans: Sequence[tuple[int, int]], place: int) -> bool:
    """Say whether a place is in one of the spans."""
    n = bisect_right(spans, (place, place + 10**9)) - 1
    return n >= 0 and place < spans[n][1]


def _entry(reading: Reading, entry: Entry) -> Drafted:
    """Draft the row of a value of a table."""
    text, column = reading.text, entry.column
    names = [*nearest([n for n in reading.named if _is_in(n, entry.name)], entry.cell.start, entry.cell.end)]
    unit = SPELT.get(entry.unit) or reading.units.get(entry.unit, entry.unit)
    promised = not column.year or not reading.timing.now or int(column.year) >= reading.timing.now
    time = Time("targets" if promised else "observations", column.year, column.start_year, True)
    number = _NUMBER.search(text.read, entry.number, entry.cell.end) if entry.number is not None else None
    label = next((head.number for head in reading.outline.line(entry.cell.start) if _TABLE.match(head.number)), "")
    row = {
        "table_label": label,
        "measure": column.measure if number else "cumulative_change",
        "unit_id": unit,
        "recognition": recognition_of(entry.name),
        "qualifier_zh": "" if number else entry.cell.text,
    }
    if number:
        row |= {"value": f"{float(number[0]):.12g}", "comparator": _bound_in_cell(entry.cell.text)}
    return _drafted(reading, (entry.quote, entry.cell.end), row, time, entry.name, "", names, "")


def _bound_in_cell(words: str) -> str:
    """Read how a cell bounds its number: ≥95, 3.4左右, 10以上."""
    return next((bound for bound, marks in _BOUNDS if marks.search(words)), "eq")


def _is_in(named: Named, words: str) -> bool:
    return named.name in words


def _facts(reading: Reading, q: Quantity, year: str, dated: set[int]) -> list[Drafted]:
    """Draft the row of a figure that states a fact, or the rows where it holds for several things.

    ``year`` is its year where figures of several years are listed, else ""; to ``dated`` the places of the years
    that are named of it are added.
    """
    read = reading.text.read
    begin, stop = reading.outline.clause(q.start)
    begin, stop = max(begin, q.start - BEFORE), min(stop, q.end + BEFORE)
    sentence = max(reading.outline.sentence(q.start)[0], begin - BEFORE)
    before, after = read[begin : q.start], read[q.end : stop]
    rank = is_rank(q, read)
    own = own_part(before)
    measure = "rank" if rank else measure_of(q, own, after, read[sentence : q.start - len(own)])
    time = reading.timing.of(q.start, q.end, measure)
    time = replace(time, year=year or time.year)
    dated.update(time.named)
    if measure == MADE:
        measure = "count_new" if time.table == "targets" else "level"
        time = replace(time, start_year=time.start_year if measure == "count_new" else "")
    falls = measure in CHANGES and is_fall(read, q.last) and q.value_max is None
    row = {
        "recognition": recognition_of(own[-16:] + read[q.start : q.end] + after[:14]),
        "measure": measure,
        "comparator": comparator(read, q.last, q.printed),
        "value": f"{-q.value if falls else q.value:.12g}",
        "value_max": "" if q.value_max is None else f"{q.value_max:.12g}",
        "unit_id": "place" if rank else _unit(q, read[sentence : q.start], after),
        "qualifier_zh": qualifier_of(before, after),
    }
    kind = "" if rank else q.quantity
    names = _names_near(reading, q)
    near = own[-25:] + "," + after[:20]
    return [
        _drafted(reading, quote_of(read, q, begin), row, time, words, read[sentence : q.start], names, kind)
        for words in subjects(before, near, measure)
    ]


def _unit(q: Quantity, before: str, after: str) -> str:
    """Give the unit; enterprises are counted in 家 and classes in 类, whatever the measure word."""
    if q.printed == "户":
        near = [
            words for words in (before[-14:] + after[:10], before) if _HOMES.search(words) or _ENTERPRISES.search(words)
        ]
        return "enterprise" if near and not _HOMES.search(near[0]) else q.unit_id
    if not q.printed:
        return "index"
    if q.printed == "位":  # of people, since it is no place in a ranking
        return "person"
    if q.unit_id == "item" and q.printed == "个":
        if re.match("[^,;。、]{0,24}企业(?:[,;。、和]|$)", after):
            return "enterprise"
        if re.match("[大中小门]类", after):
            return "class"
    return q.unit_id


def _drafted(
    reading: Reading,
    quote: tuple[int, int],
    cells: dict[str, str],
    time: Time,
    near: str,
    far: str,
    names: Sequence[Named],
    quantity: str,
) -> Drafted:
    """Draft a target or an observation, with the indicators and industries that it may be about."""
    ranked = reading.indicators.like(near, far, quantity, cells["measure"])
    named = reading.indicators.named(near.split(","), quantity, cells["measure"])
    ranked.sort(key=lambda found: -named.get(found[1], 0.0))
    row = cells | {
        "indicator_id": ranked[0][1] if ranked and ranked[0][1] in named else "",
        "region_code": _region_near(reading, quote[1] - 1),
        "start_year": time.start_year,
        "target_year" if time.table == "targets" else "year": time.year,
    }
    if time.table == "targets":
        row["nature"] = "unspecified"
    candidates = {
        "indicator_id": five(key for _, key in ranked),
        "industry_id": five(n.name for n in names),
        "concept_id": five(key for n in names for key in n.keys),
    }
    likeness = min(1.0, ranked[0][0]) if row["indicator_id"] else 0.0
    certainty = round(0.3 + 0.5 * likeness + 0.2 * time.certain, 2)
    return reading.text.drafted(time.table, *quote, row, certainty, candidates)


def _names_near(reading: Reading, q: Quantity) -> list[Named]:
    """List the industries named near a figure: in its sentence, before it, in the titles above and in the plan's."""
    sentence, stop = reading.outline.sentence(q.start)
    near = nearest(_named(reading, sentence, stop), q.start, q.end)
    line = reading.outline.line(q.start)
    near += reversed(_named(reading, max(line[0].start if line else 0, q.start - BEFORE), sentence))
    for head in line:
        near += _named(reading, head.start, head.end)
    return near + _named(reading, 0, BEFORE)


def _named(reading: Reading, start: int, end: int) -> list[Named]:
    """List the industries that a stretch of the text names."""
    return [*reading.named[bisect_left(reading.places, start) : bisect_left(reading.places, end)]]
