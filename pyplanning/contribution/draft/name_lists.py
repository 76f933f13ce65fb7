"""Lists of names as plans have them: split, with the beginnings and endings that they share."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pyplanning.evidence.text import Span

# What the names of works, places, bodies and undertakings end with.
HEAD = re.compile(
    "(?:基地|中心|园区?|工厂|[^工]厂|平台|工程|项目|机组|[油气]田|[电加充]站|场站|测控站|电厂|港区?|码头|铁路|高铁|城际|高速|公路|大桥|隧道|地铁|轻轨"
    "|[\\d号]线|枢纽|机场|水库|灌区|运河|水系|渠|管网|管线|管道|线路|通道|生产线|[^水]库|楼|厂房|实验室|研究院|研究所|学院|大学|医院|[^a-z]馆|新城|小镇"
    "|示范区|试验区|产业区|集聚区|合作区|保税区|先行区|开发区|新区|井区|库区|景区|公园|乐园|装置|储能|风电|光伏|计划|行动|试点|基金|联盟|工位|星座"
    "|二期|三期|一期|扩建|改造|升级|增储上产|产业带|走廊|航线|泊位|船闸|堤防|安居房|学校)(?:\\([^()]*\\)|二期|三期|一期|开发|建设)?$"
)
_SHARED = re.compile("等(?P<of>[^、]*)$")
# What may stand before the ending that a list shares: 等地的, 等领域, 等一批.
_OF = re.compile(
    "^(?:(?:[市县区州]+|地|地区|城市|重点)的?|各类|各|[一二三四五六七八九十两\\d]+(?:个|条|座|项|大)|一批|若干|重大|重点|标志性|国家级?|的)+(?=.)"
)
_GENERIC = re.compile(
    "(?:领域|方面|一批|重大|重点|标志性|配套|创新|新型|基础|公共|各类|建设|产业|科技|专项|工业|民生|交通|水利|能源)*"
    "(?:项目|工程|设施|平台|载体|企业|园区|基地|活动|行动|计划|领域|方面|地|群体|机构|集群|单位|系统|产业集聚区)?"
)
_GOES_ON = ("增储上产", "扩建", "改造", "升级", "改扩建", "达产")  # what may follow a name that is whole
SHORT = 5  # characters of a name that is only begun
_ONE = "号期区市县线段座路"  # an ending of one character that names may share
_PARTS = re.compile("(?:以及|及其|和|及|与|暨)")


@dataclass(frozen=True)
class Name:
    """A name at ``start``:``end`` of the words it is in; ``composed`` where it is not printed in one piece."""

    name: str
    start: int
    end: int
    composed: bool = False


def names(words: str) -> list[Name]:
    """Split a list of names: 东湖、西湖等地的水库 names 东湖水库 and 西湖水库."""
    found, begin = list[Name](), 0
    for shared in [*re.finditer("等(?P<of>[^、等]+)、", words), None]:
        end = shared.end() - 1 if shared else len(words)
        if begin < end:
            found += [replace(n, start=n.start + begin, end=n.end + begin) for n in _group(words[begin:end])]
        begin = end + 1
    return found


def _group(words: str) -> list[Name]:
    """Split a list of names that has an ending of its own."""
    shared = _SHARED.search(words)
    listed = words[: shared.start()] if shared else words
    found = [Name(listed[a:b], a, b) for a, b in _split(listed)]
    ending = _ending(shared["of"]) if shared else ""
    begun = [n for n in found if not HEAD.search(n.name) and "“" not in n.name]
    if ending and begun and (ending == "工程" or HEAD.search(ending) or max(len(n.name) for n in begun) <= SHORT):
        return [replace(n, name=n.name + ending, end=len(words), composed=n.name + ending not in words) for n in found]
    return _completed(found)


def _ending(of: str) -> str:
    """Give the ending that a list shares behind 等; "" where the words only say of what kind the list is."""
    if of == "工程":
        return of
    if _GENERIC.fullmatch(of):
        return ""
    return _OF.sub("", of)


def _split(words: str) -> Iterator[Span]:
    """Yield the parts of a list between 、, and those that 和 and the like part, without those in brackets."""
    depth, begin = 0, 0
    for i in range(len(words) + 1):
        char = words[i] if i < len(words) else "、"
        depth += (char in "(“《") - (char in ")”》")
        link = _PARTS.match(words, i) if 0 < depth + 1 == 1 and i > begin else None
        if char == "、" and depth <= 0:
            if begin < i:
                yield begin, i
            begin = i + 1
        elif link and _parts(words[begin:i], words[link.end() :], link[0]):
            yield begin, i
            begin = link.end()


def _parts(before: str, after: str, link: str) -> bool:
    """Tell whether 和 and the like stand between two names: when what is before is whole, and what is behind too."""
    if not after or not before:
        return False
    if link == "以及":
        return True
    return bool(HEAD.search(before)) and bool(HEAD.search(re.split("、|等", after)[0])) and len(after) > 2


def _completed(found: Sequence[Name]) -> list[Name]:
    """Give names the ending of the last that they share, and a number what is around it: 1、2号机组."""
    done = list(found)
    for i in range(len(done) - 1):
        first, second = done[i], done[i + 1]
        number = re.search(r"\d+$", first.name)
        rest = re.match(r"(\d+)(\D.*)", second.name)
        if number and rest:
            done[i] = replace(first, name=first.name + rest[2], composed=True)
            name = first.name[: number.start()] + second.name
            done[i + 1] = replace(
                second, name=name, start=first.start if number.start() else second.start, composed=True
            )
    for i, one in enumerate(done[:-1]):
        whole = one.name if one.composed else _whole(one.name, [other.name for other in done[i + 1 :]])
        done[i] = replace(one, name=whole, composed=one.composed or whole != one.name)
    return done


def _whole(name: str, after: Sequence[str]) -> str:
    """Give a short name, or one that is only begun, what it shares with the next that is whole."""
    if HEAD.search(name):
        whole = with_ending(name, after[0])
        return whole if whole.removeprefix(name) in _GOES_ON else name
    if len(name) > SHORT:
        return name
    shared = next((whole for other in after if (whole := with_ending(name, other)) != name), "")
    if shared or len(name) > 3 or not HEAD.search(after[0]) or len(after[0]) < len(name) + 3:
        return shared or name
    return name + after[0][len(name) :]


def with_ending(name: str, last: str) -> str:
    """Give a name of a list the ending that it shares with the last: 东湖区、西湖区规划 has 东湖区规划."""
    if name == last:
        return name
    for length in range(len(name), 0, -1):
        place = last.find(name[-length:])
        if place > 0 and (length > 1 or (name[-1] in _ONE and len(name) < 5)):
            return name + last[place + length :]
    return name
