"""The bodies that a plan names: their full names, and whether the package knows them."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pyplanning.contribution.draft.bodies import GROUP, Body
from pyplanning.contribution.draft.lexicon import Lexicon
from pyplanning.contribution.draft.plan_text import PlanText
from pyplanning.contribution.draft.rows import LOCAL, Drafted
from pyplanning.evidence.text import Span
from pyplanning.io import Row

_WORDS = json.loads(Path(__file__).with_name("agency_words.json").read_text(encoding="utf-8"))
_FULL: Mapping[str, str] = dict(sorted(_WORDS["full"].items(), key=lambda pair: -len(pair[0])))
_NATIONAL: Mapping[str, str] = _WORDS["national"]
_FUNCTIONS = [(re.compile(pattern), function) for pattern, function in _WORDS["functions"]]
# A department of the region's own, named without the region.
_BARE = re.compile(
    "(?!.{0,3}[省市区县州盟国]|中|人民|各|有关|相关|其他|地方|所在)(?:[^()]{1,14}(?:厅|局|委|办|联)|红十字会)"
)
_NAMED_AFTER_A_PLACE = re.compile(
    "海关|银行|支行|人行|[银证保]监局|金融监管局|政府$|公司|集团|大学|学院|国网|管委会|新区|园区|开发区|试验区|示范区"
)


@dataclass(frozen=True)
class Home:
    """The region that a plan is for, with the province it is in, as rows of regions; empty where unknown."""

    region: Row
    province: Row

    @property
    def own(self) -> dict[str, str]:
        """The words for the region's own bodies, its innermost first, each with the name that it stands for."""
        province, name = self.province.get("name_zh", ""), self.region.get("name_zh", "")
        words = ("自治区", "区") if province.endswith("自治区") else ("市",) if province.endswith("市") else ("省",)
        found = {name[-1]: name} if name != province and name[-1:] in ("市", "州", "县", "区", "盟") else {}
        return found | {word: province for word in words if word not in found}


def full_name(name: str, home: Home) -> str:
    """Write the full name of a body: 省科技厅 of Hubei is 湖北省科学技术厅."""
    if name in _NATIONAL:
        return _NATIONAL[name]
    if GROUP.match(name):
        return name
    prefix = next((p for p in home.own if name.startswith(p) and (len(name) > len(p) + 1 or name == f"{p}委")), "")
    province = home.own.get(prefix, "")
    if prefix and province and name.startswith(f"{prefix}委") and not re.match(f"{prefix}委$", name):
        return f"中共{province}{name.removeprefix(prefix)}"
    for pattern, whole in _BRANCHES:
        if match := pattern.fullmatch(name):
            return match.expand(whole)
    rest = name.removeprefix(prefix)
    if prefix and rest == "委":
        return f"中共{province}委员会"
    for short, full in _FULL.items():
        if rest.endswith(short) and not rest.endswith(full):
            rest = rest.removesuffix(short) + full
            break
    if re.search("(?:开发区|高新区|试验区|示范区|新区|园区)$", rest):
        rest += "管理委员会"
    return (province if prefix else "") + rest if province or not prefix else name


# Branches of the centre's bodies are named after a place, with no 省 before it.
_BRANCHES = tuple(
    (re.compile(pattern), whole)
    for pattern, whole in (
        (r"人行(.+)", r"中国人民银行\1"),
        (r"省?(.{2,8}海关)", r"\1"),
        (r"(?!省|市|自治区)(.{2,4})银监局", r"中国银行业监督管理委员会\1监管局"),
        (r"(?!省|市|自治区)(.{2,4})证监局", r"中国证券监督管理委员会\1监管局"),
        (r"(?!省|市|自治区)(.{2,3})保监局", r"中国保险监督管理委员会\1监管局"),
        (r"(?!省|市|自治区)(.{2,4})银保监局", r"中国银行保险监督管理委员会\1监管局"),
        (r"(?!省|市|自治区)(.{2,4})金融监管局", r"国家金融监督管理总局\1监管局"),
    )
)


def described(name: str, full: str, home: Home) -> Row:
    """Describe a body that the package does not know: its level, kind, function and region."""
    kind = next((kind for kind, pattern in _KINDS if re.search(pattern, full)), "department")
    if GROUP.match(name) or name.endswith(("部门", "成员单位", "有关单位")):
        kind = "group"
    level = "provincial"
    if kind == "group":
        level = "group"
    elif kind == "zone_committee":
        level = "zone"
    elif re.match("国家|中华人民共和国|中国(?!.*(?:支行|监管局|分行))", full) or full in _NATIONAL.values():
        level = "national"
    elif re.match("市|.{2,3}市", name) and not home.province.get("name_zh", "").endswith("市"):
        level = "municipal"
    function = next((f for pattern, f in _FUNCTIONS if pattern.search(full)), "")
    if kind == "group":
        function = "local-governments" if re.search("政府|[市县区州地]$", name) else "departments"
    elif kind == "government":
        function = "government"
    region = "china" if level == "national" else home.region.get("region_code", "")
    return {"name_zh": full, "level": level, "kind": kind, "function_id": function, "region_code": region}


_KINDS = (
    ("leading_group", "领导小组|联席会议|专班|指挥部|协调小组"),
    ("zone_committee", "(?<!监督)管理委员会$|管委会$|(?:开发区|高新区|试验区|示范区|新区|园区)$"),
    ("party", "^中共|委组织部|委宣传部|委办公厅|委编办|党委"),
    ("central_agency_branch", "海关|通信管理局|国家税务局|监管局$|银行.*(?:支行|分行)|检验检疫局|海事局|邮政管理局"),
    ("association", "协会$|联合会$|促进会$|学会$|总工会|商会$"),
    ("enterprise", "公司$|集团$"),
    ("government", "人民政府$"),
    ("committee", "咨询委员会$|专家委员会$"),
)


class Agencies:
    """The bodies of a plan: those that the package knows, and those to be added."""

    def __init__(self, known: Lexicon, home: Home) -> None:
        self.home = home
        codes = {home.region.get("region_code"), home.province.get("region_code"), "china"}
        near = [row for row in known.rows["agencies"] if row["region_code"] in codes]
        self.by_name = {row["name_zh"]: row["agency_id"] for row in near}
        ids = set(self.by_name.values())
        self.by_alias = {r["alias_zh"]: r["agency_id"] for r in known.rows["agency_aliases"] if r["agency_id"] in ids}
        self.used = dict[str, str]()
        self.learnt = _learnt(known)

    def key(self, body: Body, text: PlanText, rows: list[Drafted]) -> str:
        """Give the key of a body; a new one is drafted, and so is the name that the plan uses."""
        name = text.spelt(body.start, body.end)
        if name in self.used:
            return self.used[name]
        short = self.home.province.get("name_zh", "  ")[:2]
        bare = body.inherits or _BARE.fullmatch(body.name)
        own = bare and not body.name.startswith(short) and not _NAMED_AFTER_A_PLACE.search(body.name)
        prefix = next(iter(self.home.own)) if own else ""
        full = full_name(prefix + body.name, self.home)
        key = self.by_alias.get(name) or self.by_alias.get(prefix + name) or self.by_name.get(full, "")
        if not key:
            key = f"{LOCAL}agency-{full}"
            self.by_name[full] = key
            row = {"agency_id": key, **described(prefix + body.name, full, self.home)}
            begin, stop = text.span(body.start, body.end)
            province = self.home.province.get("name_zh", "")
            others = [province + rest for rest in self.learnt.get((prefix + body.name)[1:], ())]
            names = tuple(dict.fromkeys([full, *others]))[:5]
            rows.append(Drafted("agencies", row, begin, stop, 0.8, {"name_zh": names} if len(names) > 1 else {}))
        begin, stop = text.span(body.start, body.end)
        rows.append(Drafted("agency_aliases", {"alias_zh": name, "agency_id": key}, begin, stop))
        self.used[name] = key
        return key

    def key_of(self, place: Span, text: PlanText, rows: list[Drafted]) -> str:
        """Give the key of the body that is named at a place."""
        return self.key(Body(text.read[slice(*place)], *place, ""), text, rows)


def _learnt(known: Lexicon) -> dict[str, list[str]]:
    """Learn from other plans how bodies' short names are written out, both without the province."""
    provinces = {row["region_code"]: row["name_zh"] for row in known.rows["regions"]}
    names = {row["agency_id"]: row for row in known.rows["agencies"]}
    found: dict[str, list[str]] = {}
    for alias in known.rows["agency_aliases"]:
        agency = names.get(alias["agency_id"], {})
        province = provinces.get(agency.get("region_code", ""), " ")
        if alias["alias_zh"].startswith("省") and agency.get("name_zh", "").startswith(province):
            found.setdefault(alias["alias_zh"][1:], []).append(agency["name_zh"].removeprefix(province))
    return found
