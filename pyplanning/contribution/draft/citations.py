"""Draft the citations of a plan: the documents that it names, with their numbers, and how it stands to them."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyplanning.contribution.draft.lexicon import Lexicon
from pyplanning.contribution.draft.name_lists import with_ending
from pyplanning.contribution.draft.plan_text import PlanText
from pyplanning.contribution.draft.rows import LOCAL, Drafted
from pyplanning.evidence.text import fold, normalise

CLAUSE = 40  # characters before a title in which the words are that say how the plan stands to it
LONGEST = 120  # characters of a title
# How titles of documents end, and what kind of document each is.
KINDS: Mapping[str, str] = {
    "行动计划|行动方案|攻坚方案": "action_plan",
    "纲要": "outline",
    "规划|计划": "plan",
    "方案|预案": "scheme",
    "意见|建议": "opinion",
    "通知|公告": "notice",
    "条例|规定|规章|政策法规|章程|规则": "regulation",
    "法|宪法|法典": "law",
    "细则|办法|措施": "measures",
    "目录": "catalogue",
    "标准|规范|规程": "standard",
    "指南|导则|指引": "guideline",
    "清单|名单": "list",
    "报告|公报|白皮书": "report",
    "协定|协议|公约|批复|决定|路线图|地图|备忘录|宣言|决议|倡议|草案": "other",
}
_ENDS = "|".join(KINDS)
ENDINGS = {*_ENDS.split("|"), "纲要草案", "规划纲要", "实施办法", "实施方案", "实施意见"}  # no titles of their own
_DOCUMENT = re.compile(rf"(?:.*(?:{_ENDS})|.*关于.*|.*制造20\d\d)(?:\([^()]*\))*")
_KIND = [(re.compile(rf"(?:{ends})(?:\([^()]*\))*$"), kind) for ends, kind in KINDS.items()]
_AFTER = re.compile(r"\((?P<number>[^()《》,]{1,16}[〔\[]\d{4}[〕\]]\d{1,5}号)\)")
_ALONE = re.compile(r"\((?P<number>[\u4e00-\u9fff]{2,12}[〔\[]\d{4}[〕\]]\d{1,5}号)\)")
_SHORT = re.compile(r"\((?:以下|下)(?:简)?称[:]?《(?P<short>[^《》]+)》\)")
# The words that say how a plan stands to what it names.
RELATIONS = {
    "based_on": "根据|依据|依照|按照|遵照|遵循|对照|参照",
    "implements": "贯彻|落实|实施|执行|推进|推动|用好",
    "to_be_made": "制定|制订|编制|起草|拟订|(?:研究|抓紧|尽快|加快|适时|推动)(?:出台|修订|发布|印发)",
    "refers_to": "发布|印发|出台|公布|衔接|对接|参与|提出|入选|列入|纳入|修订|签署|签订|通过|符合|结合",
}
_RELATION = re.compile("|".join(f"(?P<{name}>{words})" for name, words in RELATIONS.items()))
_NEXT = re.compile(r"》(?:\([^()]*\))?(?:[、和及与]|以及|等)*[^,。;:《》]{0,24}$")
# Documents without book marks: what is to be made, what is carried out, and the five-year plans.
_MADE_ENDS = "规划|方案|意见|计划|纲要|路线图|目录|细则|办法|条例|政策法规|标准|地图|措施"
_UNMARKED = (
    (
        "to_be_made",
        r"(?:研究|定期|抓紧|尽快|加快|组织)*(?:制定|制订|编制|起草)(?:并?(?:全面)?(?:实施|发布|出台|完善))?",
        rf"(?:{_MADE_ENDS})",
    ),
    ("to_be_made", "(?:研究和?|定期)?(?:发布|谋划|完善)+", "(?:规划|目录|路线图)"),
    (
        "implements",
        "(?:贯彻|落实|执行|实施)(?:实施|好|和完善)?",
        "(?:指导意见|实施意见|行动计划|”纲要|实施细则|环保法|安全生产法|负面清单|收费清单|合作协议|条例)",
    ),
    ("implements", "推进", "(?:实施方案|行动计划|行动方案)"),
    ("refers_to", "首[张个部]|结合|衔接|入选", "(?:负面清单|特别措施|条例|建设计划|专项规划|试点名单|本地实施方案)"),
)
_PART = r"[^,。;:《》()]"  # of a list, which may have short brackets
_LISTED = [
    (
        relation,
        re.compile(rf"(?:{verb})(?P<list>{_PART}{{0,30}}(?:\([^()]{{1,3}}\))?{_PART}{{0,24}}?{ends}{_PART}{{0,24}})"),
    )
    for relation, verb, ends in _UNMARKED
]
_ITEM = re.compile(
    rf"(?P<name>.+?(?:{_MADE_ENDS}|意见|清单|名单|法|协议|”纲要))(?:制度|贯标.*)?(?:[、和及与]|出台|为|$)"
)
_OTHERS = re.compile("^(?:好|与.*签[署订]的|.*?“[^“”]*”和(?=“))")  # before the name of a document
_FIVE_YEARS = re.compile("(?:国家|全国|省|市)(?:和(?:省|市))?“?十[一二三四五六七]五”?规划(?:纲要)?")
_NO_DOCUMENT = re.compile("了|本[^地]|该|此|各项|有关|相关|国家$|落实|.*政策措施$")


@dataclass(frozen=True)
class Cited:
    """A document that is named at ``start``:``end`` of what is read."""

    title: str
    start: int
    end: int
    relation: str
    number: str = ""
    certainty: float = 1.0


def citations(text: PlanText, sections: Sequence[Drafted], known: Lexicon) -> list[Drafted]:
    """Draft the citations of a plan, and the documents that the package does not know."""
    own = {_plain(row.row["title_zh"]) for row in sections if not row.row["number"] and not row.row["parent_id"]}
    documents = _known(known)
    rows: list[Drafted] = []
    seen = set[tuple[str, str]]()
    short, titles = _short_forms(text), list[str]()
    for cited in cited_in(text):
        title = short.get(cited.title, cited.title)
        if any(name.endswith(_plain(title)) for name in own):
            continue
        if _bare(title) in ENDINGS:
            title = next((name for name in reversed(titles) if _bare(name).endswith(_bare(title))), "")
        if not title:
            continue
        titles.append(title)
        key = documents.get(cited.number) or documents.get(_plain(title), "")
        new = not key
        key = key or f"{LOCAL}document-{_plain(title)}"
        if (key, cited.relation) in seen:
            continue
        seen.add((key, cited.relation))
        if new:
            documents[_plain(title)] = key
            row = {"document_id": key, "title_zh": title, "number": cited.number, "kind": kind_of(title)}
            rows.append(Drafted("documents", row, *text.span(cited.start, cited.end), cited.certainty))
        cells = {
            "document_id": key,
            "cited_title_zh": cited.title,
            "cited_number": cited.number,
            "relation": cited.relation,
        }
        rows.append(text.drafted("citations", cited.start, cited.end, cells, cited.certainty))
    return rows


def kind_of(title: str) -> str:
    """Read from the title of a document what kind it is."""
    return next((kind for pattern, kind in _KIND if pattern.search(normalise(title))), "other")


def _plain(title: str) -> str:
    """Write a title so that its spellings are one."""
    return fold(normalise(title)).strip('"')


def _bare(title: str) -> str:
    """Write a title without brackets, as short forms are: 纲要草案 of 规划纲要(草案)."""
    return re.sub("[()]", "", _plain(title))


def _known(known: Lexicon) -> dict[str, str]:
    """Collect the keys of known documents by title and by number."""
    found = {_plain(row["title_zh"]): row["document_id"] for row in known.rows["documents"]}
    return found | {row["number"]: row["document_id"] for row in known.rows["documents"] if row["number"]}


def _short_forms(text: PlanText) -> dict[str, str]:
    """Collect the short forms that a plan gives to titles."""
    found = {}
    for match in _SHORT.finditer(text.read):
        close = text.read.rfind("》", 0, match.start() + 1)
        begin = text.read.rfind("《", 0, close)
        if 0 <= begin < close:
            found[match["short"]] = text.spelt(begin + 1, close)
    return found


def cited_in(text: PlanText) -> list[Cited]:
    """Find the documents that a text names, in order."""
    found = list(_in_book_marks(text))
    taken = [(cited.start, cited.end) for cited in found]
    for cited in _unmarked(text):
        if all(cited.end <= a or b <= cited.start for a, b in taken):
            found.append(cited)
            taken.append((cited.start, cited.end))
    for match in _ALONE.finditer(text.read):
        start, end = match.span("number")
        if text.read[start - 2 : start - 1] != "》":
            number = text.spelt(start, end)
            found.append(Cited(number, start, end, "refers_to", number, 0.9))
    return sorted(found, key=lambda cited: cited.start)


def _unmarked(text: PlanText) -> Iterator[Cited]:
    """Find documents without book marks: those of lists behind words that say what becomes of them."""
    for relation, pattern in _LISTED:
        for match in pattern.finditer(text.read):
            for title, start, end in _items(text, match.start("list"), match["list"]):
                if len(title) + title.endswith("法") > 3 and not _NO_DOCUMENT.match(title):
                    yield Cited(title, start, end, relation, certainty=0.6)
    for match in _FIVE_YEARS.finditer(text.read):
        yield Cited(text.spelt(*match.span()), *match.span(), _relation(text, *match.span()), certainty=0.8)


def _items(text: PlanText, at: int, words: str) -> Iterator[tuple[str, int, int]]:
    """Split a list of documents; what lacks its ending gets that of the last."""
    for part in _ITEM.finditer(words):
        other = _OTHERS.match(part["name"])
        start = at + part.start() + (other.end() if other else 0)
        listed = part["name"][other.end() if other else 0 :]
        names = [with_ending(item, listed.split("、")[-1]) for item in listed.split("、")]
        whole = all(_DOCUMENT.fullmatch(name) for name in names)
        pairs = list(zip(names, listed.split("、"), strict=True)) if whole else [(listed, listed)]
        for name, item in pairs:
            yield text.spelt(start, start + len(item)) if name == item else name, start, start + len(item)
            start += len(item) + 1


def _in_book_marks(text: PlanText) -> Iterator[Cited]:
    """Find titles in book marks, each with its number and relation."""
    relation, end = "", -1
    for start, stop in _marked(text.read):
        title, after = text.read[start + 1 : stop], _AFTER.match(text.read, stop + 1)
        if not after and not _DOCUMENT.fullmatch(title):
            continue
        goes_on = end >= 0 and _NEXT.fullmatch(text.read, end, start) and not _RELATION.search(text.read, end, start)
        relation = relation if goes_on else _relation(text, start, stop)
        end = stop
        number = text.spelt(*after.span("number")) if after else ""
        yield Cited(text.spelt(start + 1, stop), start + 1, stop, relation, number)


def _marked(read: str) -> Iterator[tuple[int, int]]:
    """Yield where the outermost book marks open and close."""
    depth, start = 0, 0
    for match in re.finditer("[《》]", read):
        if match[0] == "《":
            start = match.start() if not depth or match.start() - start > LONGEST else start
            depth = depth + 1 if match.start() - start <= LONGEST else 1
        elif depth:
            depth -= 1
            if not depth and match.start() - start <= LONGEST:
                yield start, match.start()


def _relation(text: PlanText, start: int, stop: int) -> str:
    """Read from the clause before a title how the plan stands to the document: its last word that says so counts."""
    line = text.lines[max(bisect_right(text.lines, start) - 1, 0)]
    before = text.read[max(line, start - CLAUSE) : start]
    clause = re.split("[,。;:!?》]", before)[-1]
    if re.match("以", clause) and re.match("》.{0,3}为(?:契机|指引|抓手|统领)", text.read[stop : stop + 9]):
        return "refers_to"
    words = list(_RELATION.finditer(clause))
    done = words and clause.startswith("了", words[-1].end())
    return "refers_to" if not words or done else words[-1].lastgroup or ""
