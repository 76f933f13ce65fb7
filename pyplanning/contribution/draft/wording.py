"""What the words around a figure say: how it measures, how it is bounded, who recognised what is counted."""

import re

from pyplanning.contribution.draft.plan_text import LONGEST_QUOTE
from pyplanning.contribution.draft.quantities import UNIT_BEFORE, Quantity

_YEARLY = re.compile("年均(?!浓度|值|气温|降水)|年平均(?!浓度|值|气温|降水)|每年增长|年增长率|年增速")
_GROWN_TO = re.compile(
    "(?:增加|增长|提高|提升|扩大|上升|下降|降低|减少|降|增|升|压减|控制|达)(?:到|至|在)[^,;。]{0,6}$"
)
_GROWN_FROM = re.compile(r"[从由][^,;。\d]{0,4}$")
_GROW = "(?:增长|增加(?!值)|提高|提升|下降|降低|减少|上升|压减|缩减|缩短|压缩|增速|增幅|降幅|涨幅)"
_BY = r"(?:了|均?超过?|突破|约|近|达到?|不低于|高于|为|累计|分别|均|保持|幅度|率)*"
_MORE = r"[\d.%、和及个百分点以上左右-]*$"
_GROWN = re.compile(_GROW + _BY + _MORE)
_GROWN_SHARE = re.compile(_GROW + r"(?:[\u4e00-\u9fff]{0,4})" + _BY + _MORE)
_SHARES = r"[\d.]+%(?:左右|以上|以[下内])?[、和及与]"
# 甲增长5%、乙6%: the verb is said once; and what says no verb of its own.
_GROWN_LIST = re.compile(f"{_GROW}{_BY}(?:{_SHARES}[^,;。、达占率比]{{0,14}})*?{_SHARES}$")
_NOUN = re.compile("[^达占率比至到在为,;]{0,14}")
_GROWTH_BEHIND = re.compile("(?:以上|左右)?的?(?:增长(?![到至])|增速|增幅|速度增长)")
_NEW = re.compile("新增|新建|新引进|新开工|新培育|新认定|新设|新签约|新注册|新登记|净增|新投产|新招")
_NEWLY_REACHED = re.compile(_NEW.pattern + "[^,;。、总累拥共]{0,16}(?:超过?|突破|达到?)$")
_JUST_NEW = re.compile("新(?:增|建|培育|引进|认定|设立)[^,;。、到总累共]{0,8}$")
_MADE = re.compile(
    "引进|引育|培育|建成|建设|实施|孵化|创建|汇集|汇聚|打造|认定|开工|投产|招引|推广|组织|遴选|选树|支持|开展|举办|布局"
)
_MADE_BEHIND = re.compile("[^,;。]{0,24}(?:开工|投产|建设|建成)")
_TOTAL = re.compile("达到?|总数|总量|累计|拥有|保有|存量|构建|形成|共有|突破|超过|入选|占")
_LEVELS = (
    ("provincial_or_higher", re.compile("省级(?:及|或)?以上|国家级?、省级|国家、省|省部级以上")),
    (
        "national",
        re.compile("国家级|国家(?=制造业|新型|低碳|卓越|工业设计|企业技术|重点实验室|高新区)|全国重点实验室"),
    ),
    ("provincial", re.compile("省级|自治区级")),
    ("municipal", re.compile("市级(?!行政)")),
)
_QUALIFIER_BEFORE = re.compile(
    "(?:力争|确保|努力|预计|至少|基本|累计|总数|(?<!平)均|仅|已|共|进入|位列|位居|实现|保持|稳定在|控制在|提高到|达到?|突破|"
    "超过?|约|近|不低于|不少于|不超过|高于|低于|分别)+$"
)
_QUALIFIER_AFTER = re.compile("(?:及?以[上下内]|左右)")
_LISTED = re.compile(r"\d[^\d,。;、]{0,8}[、和]")
_TIER = re.compile("[一二三四五六七八九十]?[十百千万]?亿")
_YEAR_BEFORE = re.compile(r"(?:19|20)\d\d$")
_NAME_BEFORE = re.compile(r"[\u4e00-\u9fff“”()]{1,18}$")
MADE = "made"  # a measure: of what is made anew where something is promised, and is there where it is observed


def measure_of(q: Quantity, before: str, after: str, earlier: str) -> str:
    """Read how a figure measures, by its clause before and after it, and what comes ``earlier`` in its sentence."""
    tail = before[-24:]
    yearly = _YEARLY.search(tail) and q.quantity in ("share", "percentage-point")
    if yearly or ("连续" in before[-12:] and _GROWTH_BEHIND.match(after)):
        return "cagr"
    if _GROWN_TO.search(tail) or (_GROWN_FROM.search(tail) and q.quantity != "percentage-point"):
        return "level"
    doubled = q.figure.unit == "倍" or (q.printed in ("番", "倍") and "增长" in tail)
    if q.quantity == "share" and _NOUN.fullmatch(before) and _GROWN_LIST.search(earlier):
        return "cumulative_change"
    grown = _GROWN_SHARE if q.quantity in ("share", "percentage-point") else _GROWN
    if grown.search(tail) or _GROWTH_BEHIND.match(after) or doubled or q.quantity == "percentage-point":
        return "cumulative_change"
    if q.quantity != "share" and _JUST_NEW.search(before):
        return "count_new"
    if q.quantity not in ("count", "persons") or before.startswith("其中") or _TIER.match(after):
        return "level"
    if after.startswith("新增"):
        return "count_new"
    if _TOTAL.search(tail[-10:]) and not _NEWLY_REACHED.search(before):
        return "level"
    if not (_NEW.search(before) or _MADE.search(before) or _TOTAL.search(before)):
        before = earlier[-60:]  # 培育甲类企业20家,乙类企业120家: the verb is said once
    if _NEW.search(before):
        return "count_new"
    verbs = [m.end() for m in _MADE.finditer(before)]
    totals = [m.end() for m in _TOTAL.finditer(before)]
    made = bool(verbs) and max(verbs) > max(totals, default=-1)
    return MADE if made or _MADE_BEHIND.fullmatch(after[:28].rstrip(",;。")) else "level"


def own_part(before: str) -> str:
    """Cut off the figures of a list that come before: of 新增甲7家、乙8 only 乙 is about 8."""
    listed = list(_LISTED.finditer(before))
    return (before[listed[-1].end() :] if listed else "") or before


def recognition_of(words: str) -> str:
    """Read by which level of government what is counted is recognised."""
    return next((level for level, pattern in _LEVELS if pattern.search(words)), "")


def qualifier_of(before: str, after: str) -> str:
    """Take the words that qualify a figure, as printed."""
    found = [m[0] for m in (_QUALIFIER_BEFORE.search(before), _QUALIFIER_AFTER.match(after)) if m]
    return "".join(found)


def quote_of(read: str, q: Quantity, begin: int) -> tuple[int, int]:
    """Choose the quote: the figure with what bounds it, and the words before it that name it, as far as they fit."""
    end = q.end
    if bound := _QUALIFIER_AFTER.match(read, end):
        end = bound.end()
    start = q.start
    if read[start - 1 : start] in ("第", "前"):
        start -= 1
    if bound := _QUALIFIER_BEFORE.search(read[begin:start]):
        start = begin + bound.start()
    name = _NAME_BEFORE.search(read[begin:start])
    if name and (unit := UNIT_BEFORE.match(read, start - len(name[0]) - 1)):  # of the figure before
        name = _NAME_BEFORE.search(read[unit.end() : start])
    if name and end - start + len(name[0]) <= LONGEST_QUOTE:
        start -= len(name[0])
        if read.startswith("年", start) and (year := _YEAR_BEFORE.search(read, begin, start)):
            start = year.start()
    return max(start, end - LONGEST_QUOTE), end
