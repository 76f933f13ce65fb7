"""Draft the enterprises of a plan, and the institutes, universities and laboratories that it names with them."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyplanning.contribution.draft.lexicon import Lexicon
from pyplanning.contribution.draft.plan_text import PlanText
from pyplanning.contribution.draft.rows import LOCAL, Drafted
from pyplanning.evidence.text import fold, normalise

# What names end with, and the kind that each is.
KINDS: Mapping[str, str] = {
    "大学|学院": "university",
    "实验室": "laboratory",
    "研究院|研究所|设计院|工程(?:技术)?研究中心|技术创新中心|技术中心|水生所": "institute",
    "产业(?:投资)?基金|投资基金|丝路基金": "fund",
    "联盟": "alliance",
    "公司|集团|股份|控股|银行": "enterprise",
}
_COMPANY = re.compile(
    r"(?:[\u4e00-\u9fff]|\([\u4e00-\u9fff]{2,6}\)){2,24}?(?:有限责任公司|股份有限公司|集团有限公司|有限公司)|[\u4e00-\u9fff]{2,10}(?:集团|控股)(?=[、,。;等和])"
)
_BODY = re.compile(
    r"[\u4e00-\u9fff]{2,16}(?:大学|国家重点实验室|国家工程研究中心|工程技术研究中心|研究院|研究所|国家实验室)(?=[、,。;等和的及])"
)
_LISTED = re.compile(
    r"(?P<list>[^,。;:!?()]{2,120})等(?:一批|\d+家|大型|重点|知名|优势|骨干|龙头|领军|本土|行业|[\u4e00-\u9fff]{2,8}业)*(?P<kind>骨干企业|龙头企业|链主企业|企业|央企|公司|大型企业集团|企业集团)"
)
# What comes before the first name of a list, and what it says of the names.
_LEADS = (
    ("anchor", "依托|围绕|以|充分发挥|发挥|抓住"),
    ("backbone", "形成了?|拥有|涌现出?|培育(?:出|形成|了)"),
    ("partner", "与|同|加强与|深化与|携手"),
    (
        "supported",
        "支持|推进|推动|鼓励|引导|加快|引进|引入|培育|做强|做大|建设|打造|完善|(?:重组|新|筹)?组建|筹建|筹设|建好用好|建好|建强|抓好|用好|深化|实现"
        "|建成|获批设立|设立|成功设置|设置|新增|升格为?|更名为|创建|完成|办好|吸引|争取|促进|发展",
    ),
)
_LEAD = re.compile("|".join(f"(?P<{role}>{words})" for role, words in _LEADS))
_PARTNER = re.compile("合作|对接|签约|签署")
_NO_BODY = re.compile(
    "世界|高水平|国内外|各|一批|一流|条件|大学$|大型|指|上|(?:大企业|国家|重点|国家重点)实验室$|.*(?:一流|研究型|老年)大学$|城市医疗|紧密型"
)
_NO_NAME = re.compile(
    "企业|项目|产业|领域|各|一批|若干|市|县|省|方面|技术|产品|服务|机构|高校|院所|平台|基地|中心|行业|商|龙头|国有|民营|中小|大型|规模以上|科技型|外资|上市"
)


@dataclass(frozen=True)
class Named:
    """An enterprise named at ``start``:``end`` of what is read, in a role."""

    start: int
    end: int
    role: str
    certainty: float


def enterprises(text: PlanText, sections: Sequence[Drafted], known: Lexicon) -> list[Drafted]:
    """Draft the enterprises that a plan names, each with the role in which it does."""
    ids = {fold(normalise(row["name_zh"])): row["enterprise_id"] for row in known.rows["enterprises"]}
    rows: list[Drafted] = []
    seen = set[tuple[str, str]]()
    for named in sorted([*_whole_names(text), *_in_lists(text, _fields(known))], key=lambda n: (n.start, -n.end)):
        name = text.spelt(named.start, named.end)
        plain = fold(normalise(name))
        if (plain, named.role) in seen or (named.role == "listed" and any(plain == other for other, _ in seen)):
            continue
        seen.add((plain, named.role))
        key = ids.get(plain, "")
        if not key:
            key = ids[plain] = f"{LOCAL}enterprise-{name}"
            cells = {"enterprise_id": key, "name_zh": name, "kind": kind_of(name)}
            rows.append(Drafted("enterprises", cells, *text.span(named.start, named.end), named.certainty))
        cells = {"enterprise_id": key, "role": named.role}
        rows.append(text.drafted("enterprise_roles", named.start, named.end, cells, named.certainty))
    return rows


def kind_of(name: str) -> str:
    """Read from a name what kind of body it is."""
    return next((kind for ends, kind in KINDS.items() if re.search(f"(?:{ends})$", name)), "enterprise")


def _whole_names(text: PlanText) -> Iterator[Named]:
    """Find names that say themselves what they are."""
    for pattern, certainty in ((_COMPANY, 0.8), (_BODY, 0.6)):
        for match in pattern.finditer(text.read):
            leads = [lead for lead in _LEAD.finditer(match[0]) if len(match[0]) - lead.end() > 3]
            begin = match.start() + (leads[-1].end() if leads else 0)
            begin = max([begin, *(i for i in range(begin + 1, match.end()) if "\t" in text.gap(i))])
            if match.end() - begin < 4 or _NO_BODY.match(text.read[begin : match.end()]):
                continue
            lead = leads[-1].lastgroup if leads else ""
            yield Named(begin, match.end(), _role(text, begin, match.end(), lead), certainty)


def _fields(known: Lexicon) -> set[str]:
    """Collect the names of industries, which lists of enterprises are no names of."""
    return {normalise(row["name_zh"]) for table in ("industries", "industry_concepts") for row in known.rows[table]}


def _in_lists(text: PlanText, fields: Collection[str]) -> Iterator[Named]:
    """Find the short names of lists that say that they are of enterprises."""
    for match in _LISTED.finditer(text.read):
        leads = list(_LEAD.finditer(match["list"]))
        items = re.split("[、和]", match["list"][leads[-1].end() :] if leads else match["list"])
        if not leads or any(item in fields or item + "产业" in fields for item in items):
            continue
        begin = match.start() + leads[-1].end()
        role = leads[-1].lastgroup or ""
        role = (
            "backbone" if match["kind"].startswith(("骨干", "龙头")) and role not in ("anchor", "supported") else role
        )
        for part in re.finditer("[^、和]+", text.read[begin : match.start() + len(match["list"])]):
            start, end = begin + part.start(), begin + part.end()
            if 1 < end - start < 13 and not _NO_NAME.search(part[0]):
                yield Named(start, end, _role(text, start, end, role), 0.6)


def _role(text: PlanText, start: int, end: int, lead: str | None) -> str:
    """Read in which role a plan names an enterprise."""
    after = re.split("[,。;]", text.read[end : end + 40])[0]
    if lead == "partner":
        return "partner" if _PARTNER.search(after) else "listed"
    return lead or "listed"
