"""Short names of public bodies: 省经信委 for 云泽省经济和信息化委员会, 发改委 for 云泽省发展和改革委员会."""

import re

LEVELS = {"国家": "national", "省": "provincial", "自治区": "provincial"} | {
    "市": "municipal",
    "州": "municipal",
    "县": "county",
}
# How the last word of a body is shortened.
BODIES = {"委": ("委员会", "委"), "办": ("办公室", "办"), "管委会": ("管理委员会", "管委会")} | {
    body: (body,) for body in ("厅", "局", "部", "院", "会", "府")
}
_LEVEL = re.compile("国家|自治区|[省市州县](?!场)")  # 市场监管局 is of no city


def parts(name: str) -> tuple[str, str, str]:
    """Cut a short name into the level that it names, its words and what kind of body it is; "" for what it lacks."""
    level = _LEVEL.match(name)
    rest = name[level.end() :] if level else name
    body = next((body for body in sorted(BODIES, key=len, reverse=True) if rest.endswith(body)), "")
    return LEVELS[level[0]] if level else "", rest.removesuffix(body), body


def is_short_for(short: str, name: str, place: str) -> bool:
    """Say whether a body's name, such as 经济和信息化委员会 after its ``place``, can be shortened to ``short``.

    Its first character is kept, and the others are in the order of the name.
    """
    _, words, body = parts(_without(place, short))
    ending = next((ending for ending in BODIES.get(body, ()) if name.endswith(ending)), "")
    if not words or not ending:
        return False
    core = _without(place, name).removesuffix(ending).removeprefix("人民")
    letters = iter(core)
    return core.startswith(words[0]) and all(letter in letters for letter in words)


def _without(place: str, name: str) -> str:
    """Cut the name of its place off a body's name: 云泽省, 云泽, or only 省."""
    for prefix in filter(None, (place, re.sub("(省|市|自治区|自治州|县|区)$", "", place))):
        if name.startswith(prefix):
            name = name.removeprefix(prefix)
            break
    level = _LEVEL.match(name)
    return name[level.end() :] if level else name
