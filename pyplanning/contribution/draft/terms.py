"""Draft the terms that a plan defines: in its glossary, in notes at its end, and in brackets."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyplanning.contribution.draft.headings import GLOSSARY
from pyplanning.contribution.draft.lexicon import Lexicon
from pyplanning.contribution.draft.paragraphs import Paragraph, paragraphs
from pyplanning.contribution.draft.plan_text import PlanText
from pyplanning.contribution.draft.rows import Drafted

LONGEST = 40  # characters of a term
NOTES = 3  # entries with numbers in brackets that make a list of notes
_NUMBER = r"(?:\d{1,3}[.、]|[\[(【]\d{1,3}[\])】])"
_ENTRY = re.compile(
    rf"(?P<number>{_NUMBER})?(?P<term>[^:=。;]{{2,{LONGEST}}}?)(?P<mark>[:=]|。(?=是?指))(?P<is>是?指|是|即|指的是)?"
)
_NOTE = re.compile(r"[\[【]\d{1,3}[\]】]")
_NESTED = re.compile(r"[,。;](?P<term>[^,。;:=]{4,30})=(?P<formula>[^,。;]{4,80})")
_ALSO = re.compile(r"\((?:英文缩写|英文名|[A-Za-z][A-Za-z .,&-]*)\)")
_NOUN = r"[\u4e00-\u9fff]{2,14}"
# A noun begins behind these words.
_LEADS = re.compile(
    "(?:推进|发展|探索|组建|引进|提升|开发|加快|提高|重点|支持|鼓励|实施|建设|推动|推广|布局|生物基|第\\d+代|以及|尤其是|新一代|融合|对|的|等|和|与|及|或|为|在|将|以)+"
)
_GLOSSES = (
    # 云河指数(YHI), YHI(云河指数), …(即“三水”), 水利设施(包括堤、闸等)
    re.compile(rf"(?P<term>{_NOUN})\((?P<means>[A-Z][A-Za-z0-9-]{{1,10}}|[0-9]?[A-Z][A-Za-z0-9]{{1,8}})\)"),
    re.compile(r"(?<![A-Za-z])(?P<term>[A-Z][A-Za-z0-9-]{1,10})\((?P<means>《?[\u4e00-\u9fff][^()]{1,24})\)"),
    re.compile(
        rf"(?P<means>{_NOUN}(?:、{_NOUN}){{0,6}}(?:和{_NOUN})?)\((?:即|简称|以下简称|统称|又称|也称)“?(?P<term>[^()“”:]{{2,12}})”?\)"
    ),
    re.compile(rf"(?P<term>{_NOUN})\((?P<means>(?:包括|含|如|尤其)[^()]{{3,60}})\)"),
    re.compile(
        rf"(?P<term>{_NOUN})\((?P<means>[\u4e00-\u9fffA-Z]{{2,8}}、[\u4e00-\u9fffA-Z、]{{2,40}})\)(?=[、,。;及等和以])"
    ),
    re.compile(rf"(?P<term>{_NOUN})\((?P<means>3D打印[\u4e00-\u9fff]{{0,4}})\)"),
)


@dataclass(frozen=True)
class Term:
    """A term at ``start``:``end`` of what is read, with the words that define it."""

    start: int
    end: int
    definition: tuple[int, int]
    formula: tuple[int, int] | None = None
    certainty: float = 1.0


def terms(text: PlanText, sections: Sequence[Drafted], known: Lexicon) -> list[Drafted]:
    """Draft the terms of a plan; who confirms them puts the definitions in words of their own."""
    rows: list[Drafted] = []
    seen = set[str]()
    for term in sorted([*_listed(text, sections), *_glossed(text)], key=lambda term: -term.certainty):
        name = _name(text, term)
        if name not in seen:
            seen.add(name)
            cells = {"term_zh": name, "definition_zh": text.spelt(*term.definition)}
            if term.formula:
                cells["formula"] = text.spelt(*term.formula)
            rows.append(text.drafted("terms", term.start, term.end, cells, term.certainty))
    return rows


def _name(text: PlanText, term: Term) -> str:
    """Write a term without its English name and the marks around it."""
    name = text.spelt(term.start, term.end)
    name = re.sub(r"[（(][A-Za-z][A-Za-z .,&-]*[)）]$", "", name)
    quoted = re.fullmatch(r"[“\"]([^“”\"]*)[”\"]", name)
    return quoted[1] if quoted else name


def _listed(text: PlanText, sections: Sequence[Drafted]) -> Iterator[Term]:
    """Find the entries of glossaries and of lists of notes."""
    every = paragraphs(text)
    spans = [
        (row.start, _end(row, sections, text))
        for row in sections
        if GLOSSARY.search(row.row["title_zh"]) and row.row["start"]
    ]
    notes = [p for p in every if _NOTE.match(p.text) and ":" in p.text[: LONGEST + 6]]
    if len(notes) >= NOTES:
        spans.append((text.at[notes[0].start], len(text.plain)))
    for number, paragraph in enumerate(every):
        if any(start <= text.at[paragraph.start] < end for start, end in spans):
            yield from _entry(paragraph, every[number + 1] if number + 1 < len(every) else None)


def _end(row: Drafted, sections: Sequence[Drafted], text: PlanText) -> int:
    """Find where a section ends: at the next one that is not deeper."""
    after = (s.start for s in sections if s.start > row.start and int(s.row["level"]) <= int(row.row["level"]))
    return next(after, len(text.plain))


def _entry(paragraph: Paragraph, after: Paragraph | None) -> Iterator[Term]:
    """Read an entry: its term, and the definition behind it or on the next line."""
    match = _ENTRY.match(paragraph.text)
    if (
        not match
        or re.match("《|说明|备注|注$", match["term"])
        or (not match["number"] and not match["is"] and match.end() == len(paragraph.text))
    ):
        return
    start, end = (paragraph.start + place for place in match.span("term"))
    begin, stop = paragraph.start + match.end(), paragraph.end
    if begin >= stop and after and not _ENTRY.match(after.text):
        begin, stop = after.start, after.end
    if begin >= stop:
        return
    formula = (begin, stop) if match["mark"] == "=" else None
    yield Term(start, end, (begin, stop), formula)
    for nested in _NESTED.finditer(paragraph.text, match.end()):
        start, end = (paragraph.start + place for place in nested.span("term"))
        begin, stop = (paragraph.start + place for place in nested.span("formula"))
        yield Term(start, end, (begin, stop), (begin, stop), 0.9)


def _glossed(text: PlanText) -> Iterator[Term]:
    """Find terms that are explained in brackets, once each."""
    for pattern in _GLOSSES:
        for match in pattern.finditer(text.read):
            start, end = match.span("term")
            if start < match.start("means"):
                leads = list(_LEADS.finditer(text.read, start, end))
                start = leads[-1].end() if leads and end - leads[-1].end() > 1 else start
            if end - start > 1:
                yield Term(start, end, match.span("means"), certainty=0.5)
