"""Why a number of a text states no fact, by its unit and the words around it."""

import re
from collections.abc import Sequence

from pyplanning.contribution.draft.non_facts import NonFacts, is_policy
from pyplanning.contribution.draft.outline import Outline
from pyplanning.contribution.draft.plan_text import LONGEST_QUOTE
from pyplanning.contribution.draft.quantities import Quantity
from pyplanning.evidence.text import Span

_TOP = re.compile("(?:全[国省球]|世界|居|列|排|名|业|界|部|区|省|类|地|位)第$")
_PLACES = re.compile(
    "(?:[居列]|排名?|进入|位列|跃升至|稳居|挺进|前移至|[国省球界部区])(?:全[国省球]|世界|[东中西]部)?前$"
)
_NOTES = re.compile("名词解释|注释|术语|释义")
_SIZE_CLASS = re.compile(
    "(?:(?:及?以[上下]|级)的?[\u4e00-\u9fff“”]{0,12}?|的)"
    "(?:企业|项目|集群|产业|园区|基地|县|镇|村|城市|机组|设备|装置|市场主体)"
)
_COUNTED = re.compile(
    "(?:国家|省|市|全国)?级?.{0,14}?"
    "(?:基地|集群|产业链|园区|示范|中心|平台|企业|工厂|项目|试点|城市|实验室|直连|品牌|学院|学校|团队|标杆)"
)
_PROJECT = re.compile("项目|装置|工程|生产线|产线|机组|电站|电厂|码头|泊位|管道|铁路|高速|公路|线路|气田|油田|机场")
_REACHED = re.compile(
    "达到?|突破|超过|实现|提高到|增加到|增至|累计|产量|产能达|完成|不低于|新增|增长|力争|左右|以上|总量|规模"
)
_BUILT = re.compile("(?:形成|建成|打造|培育|壮大|做大)$")
_OF_PROJECT = re.compile(
    "(?:总投资|计划投资|占地(?![区方])|规划用地|建筑面积|达产后|投产后|建成后|年产|年处理|设计能力|设计产能)[^,;。]{0,10}$"
)
_INDEX = re.compile(
    "(?:指数|系数|容积率|得分|评分)[^,;。]{0,8}(?:达到?|为|提高到|提升到|提升至|提高至|不低于|突破|超过|降至|控制在|保持在)$"
)
_PASSED = re.compile("(?:突破|超过?|达到?|迈上|跨上|站上|过)$")
_FACTS = ("money", "share", "count", "persons", "percentage-point", "rank")


def is_rank(q: Quantity, read: str) -> bool:
    """Say whether a quantity is a place in a ranking: 第8位, 前6位, 全国第二."""
    before = read[max(0, q.start - 6) : q.start]
    if q.quantity == "rank" or q.printed in ("位", "名"):
        return before.endswith(("第", "前"))
    if q.printed or re.match("[产方期批届代章节条款类阶种届]", read[q.end : q.end + 1]):
        return False
    return bool(_TOP.search(before) or _PLACES.search(before))


def reason_of(read: str, found: Sequence[Quantity], n: int, outline: Outline, held: NonFacts) -> tuple[str, Span]:
    """Say why quantity ``n`` of those found states no fact, and where what says so is; "" where it states one."""
    q = found[n]
    own = (q.start, q.end)
    if is_rank(q, read):
        return "", own
    if fixed := held.holding(q.figure.start, q.figure.end):
        return fixed.reason, (fixed.start, fixed.end) if fixed.end - fixed.start <= LONGEST_QUOTE else own
    begin, stop = outline.clause(q.start)
    if any(_NOTES.search(head.title) for head in outline.line(q.start)):
        return "scope", own
    return _reason(read, found, n, begin, stop), own


def _reason(read: str, found: Sequence[Quantity], n: int, begin: int, stop: int) -> str:
    q = found[n]
    before, after = read[begin : q.start], read[q.end : stop]
    words = read[q.start] not in "0123456789"
    if q.figure.unit:
        return ""
    if read[q.start - 1 : q.start] == "第":
        return "ordinal"
    if q.unit_id == "year":
        return "period"
    if q.printed == "岁" and after.startswith(("以", "及", "的", "-")):
        return "scope"
    if not q.printed:
        return "word" if words else ("" if _INDEX.search(before) else "name")
    if _is_scope(read, found, n, begin, stop) or _OF_PROJECT.search(before):
        return "scope"
    if re.match("[\u4e00-\u9fff]{0,3}(?:大关|台阶)", after) and q.quantity == "count":
        return "scope"
    if words:
        return _reason_in_words(found, n, before, after)
    if is_policy(before, after) and q.quantity in ("money", "share", "count"):
        return "policy"
    if q.quantity not in _FACTS and _PROJECT.search(after) and not _REACHED.search(before + after[:4]):
        return "name"
    return ""


def _reason_in_words(found: Sequence[Quantity], n: int, before: str, after: str) -> str:
    """Say why a number in Chinese numerals states no fact: most are parts of words."""
    q = found[n]
    if re.match("(?:级)?(?:大关|台阶)", after):
        return "" if _PASSED.search(before) else "scope"
    if _PASSED.search(before) and q.figure.value >= 10 and not after.startswith("级"):
        return ""
    if q.quantity in ("count", "persons"):
        tier = n + 1 < len(found) and found[n + 1].start - q.end < 2 and found[n + 1].quantity == "money"
        if q.value < 2:
            return "word"
        if q.value >= 100:
            return "approximate_word"
        return "" if tier or _COUNTED.match(after) else "list_count"
    if q.quantity == "money":
        named = after and not after.startswith(("级", "产业", "集群", "企业", "元级", "元产业"))
        return "" if named and _BUILT.search(before) else "policy"
    return "" if _BUILT.search(before) and q.quantity != "" else "technology"


def _is_scope(read: str, found: Sequence[Quantity], n: int, begin: int, stop: int) -> bool:
    """Say whether a quantity only says which things others count: 10亿元以上企业20家, 20户以上自然村."""
    q = found[n]
    if q.quantity in ("share", "rank", "percentage-point") or (q.quantity == "count" and q.printed != "户"):
        return False
    before, after = read[begin : q.start], read[q.end : stop]
    if _SIZE_CLASS.match(after):
        return True
    previous = found[n - 1] if n else None
    if previous and previous.start >= begin and previous.quantity == "count":
        between = read[previous.end : q.start]
        if re.fullmatch("[\u4e00-\u9fff“”]{0,8}", between) and re.match("级?的?[\u4e00-\u9fff“”]{2}", after):
            return True
    following = found[n + 1] if n + 1 < len(found) else None
    if following and following.start < stop and following.quantity == "count":
        between = read[q.end : following.start]
        bounded = q.value_max is not None or re.search("(?:超过?|过|达|规模)$", before) or between.startswith("级")
        return bool(bounded and re.fullmatch("(?:及?以[上下]|级)?的?[\u4e00-\u9fff“”()]{2,16}", between))
    return False
