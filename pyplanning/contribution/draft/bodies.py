"""Lists of responsible bodies: split into bodies, each with its role and its full name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pyplanning.evidence.text import Span

# What the names of bodies end with; the last are collectives, which have no name.
_END = (
    "厅|局|委|办|部|署|院|会|处|政府|公司|集团|中心|海关|银行|支行|分行|法院|检察院|大学|学院|协会|联社|联合会|总工会|[妇残文社科工商侨]联|总队|支队|工委|"
    "专班|小组|领导同志|平台公司|银保监|党委|"
    "园区|开发区|高新区|试验区|示范区|新区|片区|保税区|"
    "部门|单位|企业|市县|市区|县区|市州|各地|各市|各县|各区|各盟|各州|地区|县级市|各县市|各乡镇|街道|[市县区州盟旗](?:\\([^()]*\\))?"
)
BODY = re.compile(rf"(?:.*[^各])?(?:{_END})(?:\([^()]*\))?")
_OWN = r"(?:省|市|自治区|区|州|县|兵团)"
# Words that say which role the bodies before them have.
_ROLES = (
    ("lead", r"(?:共同|分别|具体)?牵头(?:负责|落实|组织实施|推进|实施)?|主办|总牵头"),
    (
        "participant",
        r"(?:按(?:照)?职责(?:分工)?)?(?:积极)?(?:分别|共同)?(?:配合|参与|参加|协助|协办|协同)(?:负责|落实|实施)?",
    ),
    (
        "unspecified",
        r"(?:按(?:照)?(?:各自)?职责(?:分工)?|结合(?:各自)?实际|分工|分别|共同|具体|依职责)*(?:负责|落实|组织实施|实施|推进|承担)(?:相关工作)?"
        r"|按(?:照)?(?:各自)?职责(?:分工)?",
    ),
)
_VERB = re.compile("|".join(f"(?P<{role}>{words})" for role, words in _ROLES))
_VERB_END = re.compile(f"(?:{_VERB.pattern})$")
LABELS = (
    ("lead", "(?:总)?牵头(?:考核|责任|负责|落实)?(?:单位|部门|处室|地区)|主办(?:单位|部门)|第一责任单位|首要责任单位"),
    ("participant", "(?:配合|参与|参加|协办|协同|协助|支持)(?:责任|落实|实施)?(?:单位|部门|处室)"),
    ("unspecified", "(?:责任|落实|实施|负责|承办|组织实施)(?:单位|部门|主体|处室)|责任分工"),
)
LABEL = re.compile("(?:" + "|".join(f"(?P<{role}>{words})" for role, words in LABELS) + ")[::]")
_DEADLINE = re.compile(
    r"(?:完成|办理|落实)?(?:时限|期限|时间)[::].*|.*(?:\d+月|年|季度|月底|年底)(?:底|末)?(?:前)?(?:完成|落实|办结)?"
)
FIRST_LEADS = re.compile(r"(?:排|列)(?:序|名)?(?:在)?(?:首位|第一(?:位|名)?)(?:的|者)?[^。)]{0,8}?牵头")
GROUP = re.compile("各|有关|相关|省级|省直|市直|市级|其他|成员单位|所在地|地方|沿")

# What may follow in a collective such as 各市、县人民政府.
_PLACES = re.compile(
    r"各?(?:[市县区州盟旗]|自治[州县]|县级市|县\(.*?\)|区?县\(市(?:、区)?\)|委|办|厅|局|部门|直属.{0,4}|地区?|开发区|园区)"
)
_PLACES_LAST = re.compile(r"(?:自治[州县]|[市县区州盟旗]|县级市|县\(.*?\)|.{0,2}区\)?)(?:人民)?(?:政府|管委会)")


@dataclass(frozen=True)
class Body:
    """A body of a list, at ``start``:``end`` of the list, in its role; ``inherits`` where it lacks its prefix."""

    name: str
    start: int
    end: int
    role: str
    inherits: bool = False


def bodies(words: str, role: str = "") -> list[Body]:
    """Split a list of bodies; nothing where the words are none. ``role`` is that of a label before the list."""
    found: list[Body] = []
    note = FIRST_LEADS.search(words)
    words = words[: max(words.rfind("。", 0, note.start()), words.rfind(",", 0, note.start()), 0)] if note else words
    whole = False  # whether names without a prefix are of the kind before
    for start, end, given in _parts(words, role):
        for begin, stop in _clauses(words, start, end):
            items, said, whole = _items(words, begin, stop, whole)
            if items is None:
                return []
            found += [Body(name, a, b, own or given or said, inherits) for name, a, b, inherits, own in items]
    return _settled(found)


def _parts(words: str, role: str) -> Iterator[tuple[int, int, str]]:
    """Yield the parts of a list with the role that the label before each gives."""
    labels = list(LABEL.finditer(words))
    if not labels or labels[0].start():
        yield 0, labels[0].start() if labels else len(words), role
    for label, after in zip(labels, [*(m.start() for m in labels[1:]), len(words)], strict=False):
        yield label.end(), after, label.lastgroup or ""


def _clauses(words: str, start: int, end: int) -> Iterator[Span]:
    """Yield the clauses between commas and semicolons, without brackets' inside."""
    depth, begin = 0, start
    for i in range(start, end + 1):
        char = words[i] if i < end else ";"
        depth += (char in "(") - (char in ")")
        if i == end or (char in ",;。 /" and depth <= 0):
            if words[begin:i].strip("、"):
                yield begin, i
            begin = i + 1


Items = list[tuple[str, int, int, bool, str]]  # name, place, whether it lacks its prefix, role


def _items(words: str, start: int, end: int, whole: bool) -> tuple[Items | None, str, bool]:
    """Split a clause into names, with the role that its verb gives; None where it has something else."""
    start += words.startswith("由", start)
    clause = words[start:end]
    if _DEADLINE.fullmatch(clause) or clause == "下同":
        return [], "", whole
    said = ""
    if (verb := _VERB_END.search(clause)) and verb.start():
        said, end = verb.lastgroup or "", start + verb.start()
    items: Items = []
    with_ = words.find("会同", start, end)
    for begin, stop in _joined(words, list(_names(words, start, end))):
        name = words[begin:stop]
        if not BODY.fullmatch(name):
            return None, "", whole
        prefixed = bool(re.match(rf"{_OWN}|各|国家|中国|全|.省", name)) or bool(GROUP.search(name))
        role = "" if with_ < 0 else "lead" if begin < with_ else "participant"
        items.append((name, begin, stop, whole and not prefixed, role))
        whole = whole or bool(re.match(_OWN, name))
    return (items if items else None if clause.strip("、等") and not said else []), said, whole


def _names(words: str, start: int, end: int) -> Iterator[Span]:
    """Yield the names between 、, and those that 和, 及 and 等 part."""
    depth, begin = 0, start
    for i in range(start, end + 1):
        char = words[i] if i < end else "、"
        depth += (char == "(") - (char == ")")
        linked = char in "和及与以等" and i > begin and _parts_names(words, begin, i, end)
        if (char == "、" and depth <= 0) or linked or words.startswith("会同", i):
            stop = i
            if words[begin:stop].endswith("等"):
                stop -= 1
            if begin < stop:
                yield begin, stop
            begin = i + (2 if words[i : i + 2] in ("以及", "会同") else 1)


def _parts_names(words: str, begin: int, i: int, end: int) -> bool:
    """Tell whether 和, 及, 与, 以及 or 等 at ``i`` stands between two names and in none."""
    after = words[i + (2 if words[i : i + 2] == "以及" else 1) : end]
    if words[i] == "以" and words[i : i + 2] != "以及":
        return False
    if words[i] == "等" and not after:
        return False
    known = re.match(rf"(?:{_OWN}|各|国家|中国|有关|相关|其他|地方|所在)", after)
    return bool(re.search(r"[厅局委办部会府院司区关行市县州)]$", words[begin:i])) and bool(known or words[i] == "等")


def _joined(words: str, names: list[Span]) -> Iterator[Span]:
    """Join what has a 、 of its own: 各市、县人民政府, 各委、办、厅、局."""
    i = 0
    while i < len(names):
        begin, stop = names[i]
        if re.match(r"(?:.{0,8}[^厅局委办部])?各", words[begin:stop]):
            while i + 1 < len(names) and _goes_on(words, begin, stop, names[i + 1]):
                i += 1
                stop = names[i][1]
        yield begin, stop
        i += 1


def _goes_on(words: str, begin: int, stop: int, after: Span) -> bool:
    """Tell whether a collective that begins with 各 goes on behind a 、."""
    now, following = words[begin:stop], words[after[0] : after[1]]
    if now.endswith(("政府", "管委会", "单位")) or (now.endswith("部门") and not following.startswith("各")):
        return False
    if _PLACES.fullmatch(following):
        return not following.startswith("各") or not now.endswith(("市", "县", "区", "州"))
    return bool(
        re.fullmatch(r"(?:自治[州县]|[市县区州盟旗]|县级市|县\(.*?\)|.{0,2}区\)?)(?:人民)?(?:政府|管委会)", following)
    )


def _settled(found: list[Body]) -> list[Body]:
    """Give bodies without a role that of the next clause that has one; all are unspecified where none has."""
    settled, role = list[Body](), ""
    for body in reversed(found):
        role = body.role or role
        settled.append(Body(body.name, body.start, body.end, role or "unspecified", body.inherits))
    return settled[::-1]
