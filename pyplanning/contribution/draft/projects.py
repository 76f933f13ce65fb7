"""Draft the projects of a plan: those of boxes, and those that running text lists."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pyplanning.contribution.draft.lexicon import Lexicon
from pyplanning.contribution.draft.name_lists import HEAD, Name, names
from pyplanning.contribution.draft.plan_text import PlanText
from pyplanning.contribution.draft.rows import LOCAL, Drafted
from pyplanning.evidence.text import Span, normalise

LONGEST = 60  # characters of a name
# The words that say what becomes of a project, and the stage that each means.
STAGES: Mapping[str, str] = {
    "谋划|规划|研究|布局|论证|探索": "planned",
    "做好|开展前期|储备": "preparing",
    "持续推[进动]|继续推[进动]|续建|继续建设": "under_construction",
    "推[进动]|支持|争取|鼓励|促进|力促|确保|力争|加快|抓好|提速": "to_promote",
    "建设|打造|创建|建立|搭建|组建|设立|启动|实施|开展|新建|开工|改扩建|扩建|构建|培育": "to_build",
    "建成|投用|办好|用好|发挥|依托": "operating",
}
_ADVERB = (
    "加快|积极|大力|深入|全面|重点|着力|稳步|有序|扎实|统筹|高标准|高水平|高质量|组织|滚动|全力|分步|系统|科学|同步|尽快|抓紧|共同"
    "|强力|接续"
)
_VERBS = "|".join(sorted("|".join(STAGES).split("|"), key=len, reverse=True))
_VERB = re.compile(rf"(?:{_ADVERB})*(?:(?:{_VERBS})(?:和|并|运行|运营)?)+(?:一批|做好)?")
_ACT = re.compile(
    r"(?P<kind>等?(?:一批)?(?:重大|重点|标志性)?(?:产业)?项目|等(?:一批)?(?:重大|重点|标志性)?工程|等|)的?"
    r"(?P<act>(?:规划)?建设|落地(?:建设|见效)?|投产(?:达效)?|达产(?:达效)?|开工(?:建设)?|实施|开发|落户|建成(?:投产|投用|投运)?|竣工|前期工作|前期|投用|投运|提速)?$"
)
_LISTED = re.compile("等(?:一批)?(?:重大|重点|标志性)?(?:产业)?(?:项目|工程)$")
_CARRIER = re.compile("以(?P<list>.+)为(?:主要|重要)?(?:载体|依托|平台)$")
_KINDS: Mapping[str, str] = {
    "基金": "fund",
    "大赛|博览会|论坛|展会|洽谈会|峰会|年会": "event",
    "联盟|公司|协会": "organisation",
    "专项行动|行动(?:计划)?|攻关": "campaign",
    "试点(?:示范)?|试点城市": "pilot",
    "计划|战略|工程(?<!示范工程)": "programme",
    "设备设施|设备|装备": "equipment",
    "平台|实验室|研究院|研究所|研究中心|创新中心|技术中心|验证中心|基因库|数据中心": "platform",
}
_GROUPS = re.compile(
    "一批|若干|各类|一系列|[一二三四五六七八九十百两\\d]+(?:个|家|项|条|座)|重大|重点项目|更多|本|其|企业$|在琼|产能"
)
_NAMED = re.compile(r"“[^“”]+”|[A-Z0-9]{2,}|(?:工程|计划|行动|基金|大赛|博览会|论坛)$")
_POSITION = re.compile("(?:标杆|高地|先行区|样板|门户|集群|体系|格局|名片|品牌|策源地|增长极|标兵|窗口)(?:和.*)?$")
# What ends no name of its own in running text, and what is a sentence rather than a name.
_VAGUE = re.compile(
    "(?:升级|改造|建设|通道|园区|小镇|开发区|企业)$|^(?:重点|特色|传统|现有|优势|全面|相关|新型|工程|各)"
)
_SENTENCE = re.compile(
    "企业(?:在|开展|参与|联合|主导|与)|社会资本|机构与|于一体|参与|列入|[导向]设|引进|完善|向.*转型|的项目|制定|^编制|^发展|政策|部门"
)
_CAPACITY = re.compile(
    r"(?P<value>\d+(?:\.\d+)?)(?P<unit>万?千瓦时|万?千瓦|万?吨|兆瓦|万?平方米|公里|万?亩|万?辆|万?台|万?套|亿?立方米)"
)


@dataclass(frozen=True)
class Project:
    """A project at ``start``:``end`` of what is read, with the words that say what becomes of it."""

    name: str
    start: int
    end: int
    action: str
    composed: bool = False
    certainty: float = 1.0


def projects(text: PlanText, sections: Sequence[Drafted], known: Lexicon) -> list[Drafted]:
    """Draft the projects of a plan, with the places in their names and their capacity."""
    units = {row["name_zh"]: row["unit_id"] for row in known.rows["units"]}
    places = [row for row in known.rows["regions"] if row["level"] in ("prefecture", "county")]
    rows: list[Drafted] = []
    boxes = list(_boxes(text, sections))
    seen = set[tuple[int, str]]()
    for start, end, box in [*boxes, *_outside(text, [span[:2] for span in boxes])]:
        for project in _in_span(text, start, end, bool(box)):
            if (project.start, project.name) in seen:
                continue
            seen.add((project.start, project.name))
            rows += _rows(text, project, box, units, places)
    within = {begin for begin, _, _ in boxes}
    for heading in sections:
        boxed = heading.row["number"].startswith("专栏") or text.place(heading.end) in within
        rows += _programme(text, heading, boxed)
    return rows


def _rows(
    text: PlanText, project: Project, box: str, units: Mapping[str, str], places: Sequence[Mapping[str, str]]
) -> Iterator[Drafted]:
    """Draft a project, and where it is."""
    key = f"{LOCAL}project-{project.start}-{project.name}"
    cells = {
        "project_id": key,
        "box": box,
        "name_zh": project.name,
        "name_composed": "true" if project.composed else "false",
        "action_zh": project.action,
        "stage": stage_of(project.action),
        "kind": kind_of(project.name),
    }
    if (match := _CAPACITY.search(project.name)) and match["unit"] in units:
        cells |= {"capacity_value": match["value"], "capacity_unit_id": units[match["unit"]]}
    yield text.drafted("projects", project.start, project.end, cells, project.certainty)
    for place in places:
        short = place["name_zh"].rstrip("市县区州") if len(place["name_zh"]) > 2 else place["name_zh"]
        where = text.read.find(short, project.start, project.end)
        if where >= 0 and len(short) > 1 and short in normalise(project.name):
            row = {"project_id": key, "region_code": place["region_code"]}
            yield text.drafted("project_regions", where, where + len(short), row, project.certainty)


def stage_of(action: str) -> str:
    """Read from the words about a project how far it is."""
    for words, stage in STAGES.items():
        if re.search(words, action) and not (
            stage == "to_promote" and re.search("建设|实施|打造", action.split("…")[0])
        ):
            return stage
    return "unspecified"


def kind_of(name: str) -> str:
    """Read from the name of a project what kind it is."""
    bare = re.sub(r"[(（][^()（）]*[)）]$|[一二三]期$|[”\"]$", "", name)
    return next((kind for ends, kind in _KINDS.items() if re.search(f"(?:{ends})$", bare)), "works")


def _boxes(text: PlanText, sections: Sequence[Drafted]) -> Iterator[tuple[int, int, str]]:
    """Yield the stretches of text in boxes, between their headings, with the box's number."""
    box, level = "", 0
    for at, section in enumerate(sections):
        if not section.row["start"]:
            continue
        if int(section.row["level"]) <= level:
            box = ""
        if section.row["number"].startswith("专栏"):
            box, level = section.row["number"], int(section.row["level"])
        if box:
            after = next((s.start for s in sections[at + 1 :] if s.row["start"]), len(text.plain))
            yield text.place(section.end), text.place(after), box


def _outside(text: PlanText, taken: Sequence[Span]) -> Iterator[tuple[int, int, str]]:
    """Yield the stretches of text that are in no box."""
    begin = 0
    for start, end in taken:
        if begin < start:
            yield begin, start, ""
        begin = max(begin, end)
    yield begin, len(text.read), ""


def _in_span(text: PlanText, start: int, end: int, boxed: bool) -> Iterator[Project]:
    """Find the projects of a stretch of text, clause by clause."""
    bounds = [start, *(line for line in text.lines if start < line < end), end]
    for begin, stop in pairwise(bounds):
        for clause in re.finditer(r"(?:[^,。;:!?()]|\([^()]*\))+", text.read[begin:stop]):
            yield from _in_clause(text, begin + clause.start(), clause[0], boxed)


def _in_clause(text: PlanText, at: int, clause: str, boxed: bool) -> Iterator[Project]:
    """Find the projects that a clause names, if it says what becomes of them."""
    carried = _CARRIER.match(clause) if boxed else None
    verb = None if carried else _VERB.match(clause)
    if carried:
        begin, words, action, listed = carried.start("list"), carried["list"], "以…为主要载体", True
    elif verb:
        begin, rest = verb.end(), clause[verb.end() :]
        act = _ACT.search(rest)
        words = rest[: act.start()] if act else rest
        kind = act["kind"] if act else ""
        words += "等" * kind.startswith("等") + "工程" * kind.endswith("工程")
        action = verb[0].removesuffix("一批") + (f"…{act['act']}" if act and act["act"] else "")
        listed = bool(kind and kind != "等") or (boxed and bool((act and act["act"]) or kind))
    else:
        return
    if words.startswith("打造") or (action.startswith(("打造", "高标准打造", "加快打造")) and _POSITION.search(words)):
        return
    if (
        not boxed
        and not listed
        and re.match(f"(?:{_ADVERB})*(?:打造|依托|发挥|支持|鼓励|培育|促进|办好|用好|研究)", clause)
    ):
        return
    if re.search("等(?:重点|优势|特色|新兴)?(?:产业|领域|行业|场景|方面|产品|材料|技术)$", words):
        return
    found = names(words)
    if not boxed and not any(HEAD.search(name.name) or len(name.name) > 5 for name in found):
        return
    for name in found:
        if not _acceptable(name, boxed, listed, words):
            continue
        start, end = at + begin + name.start, at + begin + name.end
        if not boxed and not name.composed and (lead := re.match(".*(?:时代|型|内|特色|辐射.*|面向.*)的", name.name)):
            name, start = replace(name, name=name.name[lead.end() :]), start + lead.end()
        if name.name.endswith("项目") and len(name.name) > 4:
            name, end = replace(name, name=name.name[:-2]), end - 2
        shown = name.name if name.composed else text.spelt(start, end)
        yield Project(shown, start, end, action, name.composed, 0.9 if boxed else 0.6 if listed else 0.5)


def _acceptable(name: Name, boxed: bool, listed: bool, words: str) -> bool:
    """Tell whether a name can be that of a project."""
    if not 2 < len(name.name) <= LONGEST or _GROUPS.match(name.name):
        return False
    if boxed:
        return listed or bool(HEAD.search(name.name)) or name.composed or "、" in words
    if listed:
        return (bool(HEAD.search(name.name)) or "、" in words) and not _SENTENCE.search(name.name)
    whole = bool(HEAD.search(name.name)) and not _VAGUE.search(name.name)
    return whole and len(name.name) > 5 and not _SENTENCE.search(name.name)


def _programme(text: PlanText, heading: Drafted, boxed: bool) -> Iterator[Drafted]:
    """Draft the programme that a box, or a heading within one, is named after."""
    title = heading.row["title_zh"]
    if not boxed or not re.search("(?:工程|行动|计划)$", title):
        return
    plain = normalise(title)
    place = text.plain.find(plain, heading.start) if heading.row["start"] else text.plain.rfind(plain)
    start = text.place(place) if place >= 0 else -1
    if start >= 0:
        yield from _rows(text, Project(title, start, start + len(title), ""), heading.row["number"], {}, ())
