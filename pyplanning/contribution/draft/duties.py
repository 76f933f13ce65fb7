"""Draft the duties of a plan: its lists of responsible bodies, each with the task that it belongs to."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pyplanning.contribution.draft.agencies import Agencies
from pyplanning.contribution.draft.bodies import FIRST_LEADS, LABEL, Body, bodies
from pyplanning.contribution.draft.duty_tables import duty_rows
from pyplanning.contribution.draft.head import home
from pyplanning.contribution.draft.lexicon import Lexicon
from pyplanning.contribution.draft.plan_text import LONGEST_QUOTE, PlanText
from pyplanning.contribution.draft.rows import LOCAL, Drafted
from pyplanning.evidence.text import Span, normalise

_CLAUSE_NUMBER = re.compile(r"(?P<number>\d{1,2}|\([一二三四五六七八九十\d]+\)|[一二三四五六七八九十]+(?=、))[.、]?")
_BOX = re.compile("专栏|附?[表图]")
_TASKS = re.compile("任务|措施|保障|举措|重点工作|主要工作|工作安排|工作重点|组织实施")
LONGEST_LIST = 600  # characters of a list of bodies
_OPEN, _CLOSE = "(〔【[", ")〕】]"
_BEFORE = "。;!?”)"  # what a list in brackets follows
_OWN_BODY = re.compile(r"省|市|自治区|区|州|县|各|国家|国|有关|相关|.{2,12}(?:海关|银行|支行|监局|管委会|专班|小组)")
_PROSE = re.compile(
    r"(?<=[。;])(?P<list>[^。;:()]{4,200}(?:按职责分工负责|按职责负责|分工负责|牵头负责|负责落实|配合))[。;]"
)


@dataclass(frozen=True)
class DutyList:
    """A list of bodies at ``start``:``end`` of what is read.

    ``own`` bodies, and the ``task`` if it has a cell of its own, are placed in what is read.
    """

    start: int
    end: int
    own: Sequence[Body]
    task: Span | None = None


def duties(text: PlanText, sections: Sequence[Drafted], known: Lexicon) -> list[Drafted]:
    """Draft tasks, the bodies responsible for them, and what the package does not know of these."""
    lists = list(duty_lists(text))
    rows: list[Drafted] = []
    agencies = Agencies(known, home(text, sections, known))
    starts = [section.start for section in sections]
    used: dict[str, int] = {}
    end = 0
    for found in lists:
        here = bisect_right(starts, text.at[found.start]) - 1
        task = _task(text, found, sections[here] if here >= 0 else None, used, end)
        rows.append(task)
        for position, body in enumerate(found.own, 1):
            cells = {
                "task_id": task.row["task_id"],
                "agency_id": agencies.key(body, text, rows),
                "position": str(position),
                "role": body.role,
                "as_written": text.spelt(body.start, body.end),
            }
            rows.append(text.drafted("responsibilities", body.start, body.end, cells))
        end = found.end
    left = [section for section in _task_sections(sections) if section.row["section_id"] not in used]
    return rows + [_named_by(text, section, f"{LOCAL}task-of-{section.start}", 0.6) for section in left]


def _task_sections(sections: Sequence[Drafted]) -> Iterator[Drafted]:
    """Find the sections that each state a task: the innermost of chapters of tasks and safeguards."""
    by_key = {section.row["section_id"]: section for section in sections}
    boxes = {key for key, section in by_key.items() if _BOX.match(section.row["number"]) or not section.row["start"]}
    whole = {section.row["parent_id"] for section in sections if section.row["section_id"] not in boxes}
    for section in sections:
        above = [section.row["section_id"]]
        while parent := by_key[above[-1]].row["parent_id"]:
            above.append(parent)
        chapter = by_key[above[-1]].row
        if len(above) > 1 and above[0] not in whole and boxes.isdisjoint(above) and _TASKS.search(chapter["title_zh"]):
            yield section


def _task(text: PlanText, found: DutyList, section: Drafted | None, used: dict[str, int], before: int) -> Drafted:
    """Draft the task of a list: that of the section, or of the sentence before where the section has several."""
    key = f"{LOCAL}task-{found.start}"
    if found.task:
        start, end = found.task
        title = re.split("[。;]", text.read[start:end])[0]
        end = start + len(title)
        return text.drafted("tasks", start, end, {"task_id": key, "title_zh": text.spelt(start, end)}, 0.8)
    if section and section.row["section_id"] not in used and section.row["start"]:
        used[section.row["section_id"]] = found.end
        return _named_by(text, section, key, 1.0)
    start = max(before, text.read.rfind("。", 0, max(found.start - 1, 0)) + 1)
    while start < found.start and text.read[start] in "。;)(\n ":
        start += 1
    number = _CLAUSE_NUMBER.match(text.read, start, found.start)
    start = number.end() if number else start
    clause = re.match(r"[^,。;:]+", text.read[start : found.start])
    stop = start + (clause.end() if clause else 1)
    cells = {"task_id": key, "number": number["number"] if number else "", "title_zh": text.spelt(start, stop)}
    return text.drafted("tasks", start, stop, cells, 0.7)


def _named_by(text: PlanText, section: Drafted, key: str, certainty: float) -> Drafted:
    """Draft the task that a section is named after."""
    title = normalise(section.row["title_zh"])
    begin = section.start + max(text.plain[section.start : section.end].rfind(title), 0)
    start, end = text.place(begin), text.place(begin + min(len(title), LONGEST_QUOTE))
    cells = {"task_id": key, "number": section.row["number"], "title_zh": section.row["title_zh"]}
    return text.drafted("tasks", start, max(end, start + 1), cells, certainty)


def duty_lists(text: PlanText) -> Iterator[DutyList]:
    """Find the lists of bodies, in brackets, behind labels or in sentences of their own, in order."""
    tables = [DutyList(start, end, own, task) for start, end, task, own in duty_rows(text)]
    lists = [*tables, *_bracketed(text), *_labelled(text), *_sentences(text)]
    found = sorted(lists, key=lambda one: (one.start, -one.end))
    leads = bool(FIRST_LEADS.search(text.read))
    end = 0
    for one in found:
        if one.start >= end:
            end = one.end
            yield _with_leads(one) if leads else one


def _with_leads(one: DutyList) -> DutyList:
    """Make the first body lead and the others take part, where the plan says that it is so."""
    if {body.role for body in one.own} != {"unspecified"}:
        return one
    roles = ["lead", *["participant"] * (len(one.own) - 1)]
    return replace(one, own=[replace(body, role=role) for body, role in zip(one.own, roles, strict=True)])


def _bracketed(text: PlanText) -> Iterator[DutyList]:
    """Find lists in brackets: at the end of a sentence, and nothing in them but bodies and their roles."""
    read = text.read
    for start, end in _brackets(read):
        words = read[start + 1 : end]
        labelled = bool(LABEL.search(words))
        placed = (
            read[start - 1] in _BEFORE
            or start in text.line_set
            or end + 1 in text.line_set
            or read[end + 1 : end + 2] in "。;"
        )
        own = bodies(words) if labelled or placed else []
        if not labelled and not any(_OWN_BODY.match(body.name) for body in own):
            continue
        if own and not (len(own) == 1 and not labelled and own[0].role == "unspecified" and not _certain(words)):
            yield _placed(start, end + 1, start + 1, own)


def _certain(words: str) -> bool:
    """Tell whether words that name one body say what it does, or are its whole name."""
    named = re.fullmatch("(?:省|市|区|各).{1,18}(?:厅|局|委|办|部|政府|部门|单位)", words)
    return bool(named or re.search("负责|牵头|落实", words))


def _brackets(read: str) -> Iterator[tuple[int, int]]:
    """Yield where the outermost brackets open and close."""
    depth, start = 0, 0
    for i, char in enumerate(read):
        if char in _OPEN:
            start = i if depth == 0 else start
            depth += 1
        elif char in _CLOSE and depth:
            depth -= 1
            if depth == 0 and 2 < i - start < LONGEST_LIST:
                yield start, i
        if depth and i - start > LONGEST_LIST:
            depth = 0


def _labelled(text: PlanText) -> Iterator[DutyList]:
    """Find lists behind labels: on lines that follow one another, or in a sentence."""
    ends = sorted({*text.lines, len(text.read)})
    last: DutyList | None = None
    for label in LABEL.finditer(text.read):
        if last and label.start() < last.end:
            continue
        line = ends[bisect_right(ends, label.start())]
        stop = text.read.find("。", label.end(), line)
        stop = line if stop < 0 else stop
        own = bodies(text.read[label.start() : stop].strip())
        if not own:
            continue
        here = _placed(label.start(), stop, label.start(), own)
        follows = last and text.read[last.end : label.start()].strip("。;,()") == ""
        if last and follows and own[0].role != last.own[0].role:
            last = DutyList(last.start, here.end, [*last.own, *here.own])
        else:
            if last:
                yield last
            last = here
    if last:
        yield last


def _sentences(text: PlanText) -> Iterator[DutyList]:
    """Find lists that are sentences without brackets."""
    for match in _PROSE.finditer(text.read):
        own = bodies(match["list"])
        if len(own) > 1 and all(_OWN_BODY.match(body.name) or body.inherits for body in own):
            yield _placed(match.start(), match.end(), match.start(), own)


def _placed(start: int, end: int, at: int, own: Sequence[Body]) -> DutyList:
    """Place bodies, whose places count from ``at``, in what is read."""
    return DutyList(start, end, [replace(b, start=b.start + at, end=b.end + at) for b in own])
