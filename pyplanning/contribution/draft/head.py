"""Draft the head of a plan: its title, kind, issuer, numbers, dates and period, and the region that it is for."""

import re
from collections.abc import Sequence
from datetime import date

from pyplanning.contribution.draft.agencies import Agencies, Home
from pyplanning.contribution.draft.lexicon import Lexicon
from pyplanning.contribution.draft.plan_text import PlanText
from pyplanning.contribution.draft.rows import Drafted
from pyplanning.evidence.numerals import chinese_number
from pyplanning.evidence.text import normalise, sha256
from pyplanning.io import Row

FRONT = 1500  # characters in which the head of a notice is
_C = "〇零一二三四五六七八九十"
_DATE = re.compile(
    rf"(?:(?P<year>\d{{4}}|[{_C}]{{4}})年)?(?P<month>\d{{1,2}}|[{_C}]{{1,2}})月(?P<day>\d{{1,2}}|[{_C}]{{1,3}})日"
)
_SPOKEN = re.compile(_DATE.pattern + "在")
_ISO = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})")
_FIRST = re.compile("第?一(?:$|[编篇章部节、])")
_KINDS = {
    "规划": "plan",
    "行动计划": "action_plan",
    "行动方案": "action_plan",
    "行动": "action_plan",
    "年度计划": "annual_plan",
    "计划": "action_plan",
    "纲要": "outline",
    "指导意见": "guidance",
    "实施意见": "implementation_opinion",
    "意见": "opinion",
    "实施方案": "implementation_plan",
    "方案": "scheme",
    "措施": "measures",
    "办法": "measures",
    "工作报告": "work_report",
}
_LABELLED = {
    "doc_number": r"(?:发文字号|文号|发文号)[::](?P<value>[\u4e00-\u9fff]{1,8}[〔\[(]\d{4}[〕\])]\d{1,4}号)",
    "index_number": r"索引号[::](?P<value>[0-9A-Za-z][0-9A-Za-z/_-]{3,40})",
}
_NUMBER = re.compile(r"(?<![(\u4e00-\u9fff》])(?P<value>[\u4e00-\u9fff]{1,8}〔\d{4}〕\d{1,4}号)(?!\))")
_SIGNED = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,25}(?:人民政府|办公厅|办公室|委员会|厅|局|委))$")
_PERIODS = {f"十{n}五": 1981 + 5 * (i + 1) for i, n in enumerate("一二三四五六七八九", start=4)}
_SPAN = re.compile(r"(?P<start>20\d\d)年?(?:[-—–~]|至|到)(?P<end>20\d\d)年?")
_TERM = re.compile(r"规划期(?:限|为|至|是)*:?" + _SPAN.pattern)
_IN_FORCE = re.compile(r"(?:自|从)(?P<from>[^。;,]{8,12}日)起(?:施行|实施|执行)|有效期(?:至|到)(?P<to>[^。;,]{8,12}日)")
_APPROVED = re.compile(r"(?P<date>(?:\d{4}年)?\d{1,2}月\d{1,2}日)[^。]{0,30}(?:审议|讨论)?通过")
_SHORT = ("维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "省", "市")


def home(text: PlanText, sections: Sequence[Drafted], known: Lexicon) -> Home:
    """Find the region that a plan is for: the one that its title names, or else the one that it names most."""
    rows = {row["region_code"]: row for row in known.rows["regions"]}
    provinces = [row for row in rows.values() if row["level"] == "province"]
    title = " ".join(row.row["title_zh"] for row in _titles(sections))
    front = text.read[:FRONT]
    for words, whole in ((title, True), (front, True), (title, False), (front, False), (text.read, False)):
        names = {row["region_code"]: row["name_zh"] if whole else _short(row["name_zh"]) for row in provinces}
        counts = {code: words.count(name) for code, name in names.items()}
        best = max(counts, key=lambda code: counts[code], default="")
        if best and counts[best]:
            inner = [r for r in rows.values() if r["parent_code"] == best and normalise(r["name_zh"]) in title]
            return Home(inner[0] if inner else rows[best], rows[best])
    for row in rows.values():
        if row["level"] == "prefecture" and row["name_zh"] in title:
            return Home(row, rows.get(row["parent_code"], {}))
    return Home({}, {})


def _short(name: str) -> str:
    """Leave out what kind of region a province is."""
    return next((name.removesuffix(kind) for kind in _SHORT if name.endswith(kind)), name)


def _titles(sections: Sequence[Drafted]) -> list[Drafted]:
    """List the titles among sections: those without a number at the top whose name says what they are."""
    tops = [row for row in sections if not row.row["parent_id"] and not row.row["number"]]
    return [row for row in tops if _kind(row.row["title_zh"]) or row.row["title_zh"].endswith("通知")]


def _kind(title: str) -> str:
    """Read from a title what kind of plan it is: the last word that says so counts."""
    places = {word: (title.rfind(word) + len(word), len(word)) for word in _KINDS if word in title}
    return _KINDS[max(places, key=lambda word: places[word])] if places else ""


def titles_of_plans(sections: Sequence[Drafted]) -> list[str]:
    """List the titles of the plans in a text: those behind which the numbers of headings begin with the first."""
    titles = {id(row) for row in _titles(sections) if not row.row["title_zh"].endswith("通知")}
    found, title = list[str](), ""
    for row in sorted(sections, key=lambda row: row.start):
        if id(row) in titles:
            title = row.row["title_zh"]
        elif title and row.row["number"] and not row.row["parent_id"]:
            if _FIRST.match(row.row["number"]):
                found.append(title)
            title = ""
    return list(dict.fromkeys(found))


def head(text: PlanText, sections: Sequence[Drafted], known: Lexicon, given: str = "") -> list[Drafted]:
    """Draft the row of the plan itself, with its issuer where the package does not know it."""
    rows: list[Drafted] = []
    own = [row for row in _titles(sections) if not row.row["title_zh"].endswith("通知")]
    title = given or (own[0].row["title_zh"] if own else "")
    where = home(text, sections, known)
    issued, signer = _issued(text)
    cells: Row = {
        "title_zh": title,
        "kind": _kind(title),
        "region_code": where.region.get("region_code", ""),
        "issued_on": issued,
        "source_sha256": sha256(text.plain),
        "source_length": str(len(text.plain)),
        **_numbers(text),
        **_period(text, title),
        **_in_force(text, issued),
    }
    year = (issued or cells.get("period_start", ""))[:4]
    cells["name_zh"] = title if not title or not year or year in title else f"{title}（{year}年）"
    if signer:
        cells["issuer_id"] = Agencies(known, where).key_of(signer, text, rows)
    start, end = (own[0].start, own[0].end) if own else (0, min(40, len(text.plain)))
    return [*rows, Drafted("plans", cells, start, end)]


def _numbers(text: PlanText) -> Row:
    """Read the numbers that a notice has of its own: not those in brackets, which are of others."""
    front = text.read[:FRONT]
    found = {name: m["value"] for name, pattern in _LABELLED.items() if (m := re.search(pattern, front))}
    lines = [text.read[a:b] for a, b in zip(text.lines, [*text.lines[1:], len(text.read)], strict=True) if a < FRONT]
    own = (m["value"] for line in lines if (m := _NUMBER.fullmatch(line.strip())))
    return {"doc_number": next(own, ""), **found}


def _period(text: PlanText, title: str) -> Row:
    """Read the period of a plan: from its title, or where the text says that it is the period."""
    span = _SPAN.search(normalise(title)) or _TERM.search(text.read)
    if span:
        return {"period_start": span["start"], "period_end": span["end"]}
    if made := re.search(r"中国制造(20\d\d)(?!”)", normalise(title)):
        return {"period_end": made[1]}
    named = re.search("|".join(_PERIODS), title)
    return {"period_start": str(_PERIODS[named[0]]), "period_end": str(_PERIODS[named[0]] + 4)} if named else {}


def _in_force(text: PlanText, issued: str) -> Row:
    """Read when a plan was approved, and from when to when it is in force."""
    found: Row = {}
    if match := _APPROVED.search(text.read[:FRONT]):
        found["approved_on"] = _iso(_DATE.search(match["date"]), issued[:4])
    for match in _IN_FORCE.finditer(text.read):
        for column, group in (("effective_from", "from"), ("effective_to", "to")):
            if match[group] and (day := _iso(_DATE.search(match[group]))):
                found[column] = day
    return found


def _issued(text: PlanText) -> tuple[str, tuple[int, int] | None]:
    """Find the day of issue, and where the name of who signed is: on the lines at the end of a notice or a plan."""
    bounds = list(zip(text.lines, [*text.lines[1:], len(text.read)], strict=True))
    labelled = re.search(rf"(?:成文|发布|印发|发文)日期[::](?:{_ISO.pattern})", text.read[:FRONT])
    signed: tuple[str, tuple[int, int] | None] | None = None
    alone = ""
    for i, (start, end) in enumerate(bounds):
        line = text.read[start:end].strip()
        day = _iso(_DATE.fullmatch(line.strip("()-"))) or _iso(_SPOKEN.match(line.lstrip("-(")))
        if not day or len(line) > 60:
            continue
        alone = alone or day
        before = text.read[slice(*bounds[i - 1])].strip() if i else ""
        if signed is None and (match := _SIGNED.fullmatch(before)):
            signed = day, (bounds[i - 1][0], bounds[i - 1][0] + len(match[0]))
    if signed:
        return signed
    return (_iso(labelled) if labelled else alone), None


def _iso(match: re.Match[str] | None, year: str = "") -> str:
    """Write a date as the standard does; "" where there is none, or it cannot be."""
    if not match or not (match["year"] or year):
        return ""
    numbers = [match["year"] or year, match["month"], match["day"]]
    try:
        parts = [int(n) if n.isdigit() else chinese_number(n) for n in (n.replace("零", "〇") for n in numbers)]
        return date(*parts).isoformat()
    except ValueError:
        return ""
