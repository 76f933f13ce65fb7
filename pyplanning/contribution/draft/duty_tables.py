"""Lists of bodies in the columns of a table: a row a task, with who leads it and who supports it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from pyplanning.contribution.draft.bodies import LABELS, Body, bodies
from pyplanning.contribution.draft.plan_text import PlanText
from pyplanning.evidence.text import Span

_HEADS = [(role, re.compile(words)) for role, words in LABELS]
_TASK = re.compile(
    "(?:重点|主要|具体|工作|目标|任务|改革)*(?:任务|工作|事项|内容|举措|措施|项目|指标)(?:名称|内容|分解|清单)?"
)
TableRow = tuple[int, int, Span | None, list[Body]]  # from where to where, the cell of the task, the bodies


def duty_rows(text: PlanText) -> Iterator[TableRow]:
    """Find the rows of tables whose head says which columns have responsible bodies."""
    roles: dict[int, str] = {}
    task: int | None = None
    for start, end in pairwise([*dict.fromkeys(text.lines), len(text.read)]):
        cells = _cells(text, start, end)
        heads = {column: role for column, cell in cells.items() if (role := _role(text.read[slice(*cell)]))}
        if heads and len(cells) > 1:
            roles = heads
            task = next((c for c, cell in cells.items() if _TASK.fullmatch(text.read[slice(*cell)])), None)
        elif len(cells) < 2:
            roles = {}
        else:
            own = list(_bodies(text, cells, roles))
            if own:
                yield start, end, cells.get(task) if task is not None else None, own


def _cells(text: PlanText, start: int, end: int) -> dict[int, Span]:
    """Find the cells of a line, which tabs part, by column."""
    column = text.gap(start).rpartition("\n")[2].count("\t") if start else 0
    cells, begin = dict[int, Span](), start
    for place in [*(i for i in range(start + 1, end) if "\t" in text.gap(i)), end]:
        stop = begin + len(text.read[begin:place].rstrip())
        cells[column] = (begin, stop)
        column += text.gap(place).count("\t") if place < end else 0
        begin = place + (len(text.read[place:end]) - len(text.read[place:end].lstrip()))
    return cells


def _role(head: str) -> str:
    """Read from the head of a column which role its bodies have; "" where it has none."""
    return next((role for role, pattern in _HEADS if pattern.fullmatch(head)), "")


def _bodies(text: PlanText, cells: Mapping[int, Span], roles: Mapping[int, str]) -> Iterator[Body]:
    """List the bodies of a row, in the order of the columns."""
    for column, role in roles.items():
        start, end = cells.get(column, (0, 0))
        for body in bodies(text.read[start:end], role):
            yield replace(body, start=body.start + start, end=body.end + start)
