"""Findings as reports of every form group and name them: by table of a file, with the levels in both languages."""

from collections import Counter
from dataclasses import dataclass, field

from pyplanning.rule import LEVELS, Issue, Level, Report, count_level


def level_name(level: Level, lang: str) -> str:
    """Name a level in ``lang`` ("en" or "zh")."""
    return LEVELS[level] if lang == "zh" else level


@dataclass
class Group:
    """The findings about one table of one file, in order, and by code how many more there are."""

    file: str = ""
    sheet: str = ""
    table: str = ""
    issues: list[Issue] = field(default_factory=list)
    omitted: Counter[str] = field(default_factory=Counter)

    def count(self, level: Level) -> int:
        """Count the findings of ``level``, reported or not."""
        return count_level(level, self.issues, self.omitted)


def groups(found: Report) -> list[Group]:
    """Group the findings by file, sheet and table, in the order in which these come; those of no table come first.

    Tables come as they were read: sheets as the workbook has them.
    What ``totals`` counts beyond the findings reported is omitted from the last group of that table and code.
    """
    places: dict[tuple[str, str, str], Group] = {}
    last: dict[tuple[str, str], Group] = {}
    for issue in found.issues:
        place = (issue.file, issue.sheet, issue.table)
        group = places.setdefault(place, Group(*place))
        group.issues.append(issue)
        last[issue.table, issue.code] = group
    more = Counter(found.totals) - Counter((issue.table, issue.code) for issue in found.issues)
    for (table, code), count in more.items():
        group = last.get((table, code)) or places.setdefault(("", "", table), Group(table=table))
        group.omitted[code] += count
    read = {table: number for number, table in enumerate(found.counts, 1)}
    files = {group.file: number for number, group in enumerate(places.values())}
    return sorted(places.values(), key=lambda group: (files[group.file], read.get(group.table, 0)))
