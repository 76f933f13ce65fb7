"""Draft the parks of a plan: zones, parks, bases, ports, towns and belts that it names, each with its role."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyplanning.contribution.draft.duties import duty_lists
from pyplanning.contribution.draft.lexicon import Lexicon
from pyplanning.contribution.draft.plan_text import PlanText
from pyplanning.contribution.draft.rows import LOCAL, Drafted
from pyplanning.evidence.text import fold, normalise

LONGEST = 40  # characters of a name
# What the names of parks end with, and the kind that each is.
KINDS: Mapping[str, str] = {
    "高地|枢纽|策源地|实践地|先行地": "positioning",
    "产业带|经济带|走廊": "corridor",
    "小镇": "town",
    "港区|信息港|深水港|国际陆港|内陆港|空港": "port",
    "基地|集聚区": "base",
    "产业园区?|工业园区?|园区|科技园|软件园|科技城|航天城|新城|孵化园|物流园|创业园|云谷|光谷": "park",
    "开发区|高新区|示范区|试验区|保税区|先行区|合作区|核心区|产业区|功能区|自贸区|自由贸易港|新区|贸易区|特区": "zone",
}
_END = "|".join(KINDS)
_NAME = re.compile(
    rf"(?:[^、,。;:!?()《》“”]|“[^“”]{{1,12}}”){{0,40}}?(?:{_END})(?:\([^()]{{1,20}}\)|[一二三]期)?(?=[^区城港带镇地园]|$)"
)
# The words before a name; what comes before the last of them is not the name.
_VERBS = (
    "建设成为|打造成为?|建设|打造|创建|构建|推进|推动|加快|支持|依托|发挥|谋划|规划|布局在?|布局|形成|建成|围绕|抓住|强化|探索|培育|发展|提升"
    "|紧扣|结合|落户|入驻|升级|申报|争取|推广|落实|组建|设立|建立|成为|启动|实施|深化|做强|做大|壮大|集聚|聚焦|优化|完善|加大|促进|融入"
    "|开展|选准|联合|叠加|立足|支撑|实现|引导|鼓励|组织实施|组织|进一步|树立|主要集中在|集中于|主要布局在|紧抓|用好|开启|背靠|打响|实施|涉及|用足"
    "|争创|建强|打好|健全|做优|拓展|出台|投用|新建|新增|统筹|抓好|提高|首批|助力|申建|首个|好新|提质|扩容|列入|成立"
    "|搭建|共建|创办|完成|推行|加强|增强|扩大|启用|揭牌|获批|入选|积极|大力|充分|持续|全力|着力|高标准|高水平|高质量|加快建设|加快推进"
)
_LEAD = re.compile(
    rf"(?:{_VERBS}|[以在将把对向从与和及为到]|以及|等|包括|其中|的(?=[^的]{4}))+(?:了|一批|全国|我国|我省|全省|国家级和省级|省级)?"
)
_GROUP = re.compile(
    "一批|若干|各|[一二三四五六七八九十百两\\d]+(?:个|家|万|千)|主要|现有|相关|有关|市县|序号|专栏|表|其他"
    "|(?:(?:国家级?|省级|重点|特色|优势|绿色|示范|产业|工业|经济|创业|孵化|开发|合作|物流|科技|高新技术|农业|实训|生产|制造|种植|养殖|创新|实践|质量)*"
    f"(?:{_END}))$"
)
_ROLES = (
    ("cooperation", "合作|共建|飞地"),
    ("demonstration", "示范"),
    ("pilot", "试验|试点|先行"),
    ("innovation", "创新|科技城|大学科技园"),
)
_CARRIER = re.compile("依托|以|发挥|载体|利用|围绕")
_PLANNED = re.compile(
    "建设|打造|创建|推进|推动|谋划|规划|布局|构建|培育|形成|建成|探索|加快|申报|建设成为|成为|支持|设立|建立"
)
_TIER = re.compile(
    r"(?:\d{1,4}|[一二三四五六七八九十两])个(?P<tier>[百千万]亿|[一二三四五六七八九]百亿)级?(?P<of>产业基地|园区|开发区)?"
)
_LEVEL = (("national", "国家"), ("provincial", "省级|自治区级"), ("municipal", "市级"))


@dataclass(frozen=True)
class Park:
    """A park named at ``start``:``end`` of what is read, with the words before it and the tier that it has."""

    start: int
    end: int
    before: str
    tier: str = ""
    tier_of: str = ""


def parks(text: PlanText, sections: Sequence[Drafted], known: Lexicon) -> list[Drafted]:
    """Draft what a plan makes of parks, and those that the package does not know."""
    ids = {fold(normalise(row["name_zh"])): row["park_id"] for row in known.rows["parks"]}
    regions = [row for row in known.rows["regions"] if row["level"] in ("prefecture", "county")]
    rows: list[Drafted] = []
    seen = set[tuple[str, str]]()
    in_lists = [(found.start, found.end) for found in duty_lists(text)]
    for park in named_parks(text):
        name = text.spelt(park.start, park.end)
        role = "responsible" if any(a <= park.start < b for a, b in in_lists) else _role(park, name)
        if (name, role) in seen or (role == "listed" and any(name == other for other, _ in seen)):
            continue
        seen.add((name, role))
        key = ids.get(fold(normalise(name)), "")
        if not key:
            key = ids[fold(normalise(name))] = f"{LOCAL}park-{name}"
            cells = {"park_id": key, "name_zh": name, "kind": kind_of(name), "level": _level(name)}
            cells["region_code"] = next((r["region_code"] for r in regions if _short(r["name_zh"]) in name), "")
            rows.append(Drafted("parks", cells, *text.span(park.start, park.end), 0.6))
        cells = {"park_role_id": f"{LOCAL}park-role-{park.start}", "park_id": key, "role": role}
        cells |= {"role_zh": park.tier_of or park.before, "tier_zh": park.tier}
        rows.append(text.drafted("park_roles", park.start, park.end, cells, 0.6))
    return rows


def _short(name: str) -> str:
    """Leave out what kind of region a place is, where two characters stay."""
    return name.rstrip("市县区州") if len(name) > 2 else name


def kind_of(name: str) -> str:
    """Read from the name of a park what kind it is."""
    bare = re.sub(r"[(（].*[)）]$|[一二三]期$", "", name)
    return next((kind for ends, kind in KINDS.items() if re.search(f"(?:{ends})$", bare)), "other")


def _level(name: str) -> str:
    """Read from the name of a park which level of government recognises it."""
    return next((level for level, words in _LEVEL if re.search(words, name)), "")


def _role(park: Park, name: str) -> str:
    """Read what a plan makes of a park from the words before it and its name."""
    if park.tier:
        return "industrial_base"
    if _CARRIER.search(park.before):
        return "carrier"
    planned = bool(_PLANNED.search(park.before))
    return next((role for role, words in _ROLES if re.search(words, name)), "planned" if planned else "listed")


def named_parks(text: PlanText) -> Iterator[Park]:
    """Find the parks that a text names, in order."""
    for clause in re.finditer(r"[^,。;:!?]+", text.read):
        tiers = list(_TIER.finditer(clause[0]))
        before, end = "", -1
        for match in _NAME.finditer(clause[0]):
            begin = match.start()
            leads = [m for m in _LEAD.finditer(match[0]) if len(match[0]) - m.end() > 1]
            if leads:
                before, begin = leads[-1][0], match.start() + leads[-1].end()
            elif clause[0][end : match.start()] not in ("、", "和", "及"):
                before = ""
            end = match.end()
            begin += clause[0][begin] == "”"
            name = clause[0][begin : match.end()]
            if not 4 < len(name) <= LONGEST or _GROUP.match(name) or not re.match(r"[\u4e00-\u9fff“A-Z\d]", name):
                continue
            tier = next((t for t in tiers if t.start() >= match.end()), None)
            start = clause.start() + begin
            of = f"{tier['tier']}{tier['of'] or ''}" if tier else ""
            yield Park(start, clause.start() + match.end(), before, tier["tier"] if tier else "", of)
