"""Fill in the cells of a contribution that its other cells, the names and the quotes in it say for certain.

Only empty cells are filled, and each is shown as a change: ``fix`` writes it, and people correct it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from pyplanning.datapackage.descriptor import descriptor, root
from pyplanning.dataset.name_words import (
    outline,
    region_level,
    region_of_title,
    said_by_name,
    said_by_title,
    said_of_agency,
    split_heading,
)
from pyplanning.evidence.plan_texts import Sources
from pyplanning.evidence.quote_words import (
    ROLE_REACH,
    as_written,
    measure_of,
    nature_of,
    role_of,
    said_by_cell,
    said_by_figure,
    sentence_of,
    year_of_sentence,
)
from pyplanning.evidence.text import SearchableText, Span, normalise
from pyplanning.io import Row
from pyplanning.io.rows import read_rows
from pyplanning.io.table import Table
from pyplanning.rule import Change
from pyplanning.validation.filler import Filler, Line

LONGEST = 40  # characters of evidence
CONTEXT = 80  # characters around a quote by which it is read
# The column whose cell is the quote where no other is given.
QUOTED = {
    "citations": "cited_title_zh",
    "enterprise_roles": "enterprise_id",
    "goals": "text_zh",
    "industries": "name_zh",
    "instruments": "name_zh",
    "park_enterprises": "enterprise_id",
    "park_industries": "industry_zh",
    "park_roles": "park_id",
    "project_regions": "region_code",
    "projects": "name_zh",
    "region_industries": "industry_zh",
    "responsibilities": "agency_id",
    "tasks": "title_zh",
    "technology_centres": "name_zh",
    "terms": "term_zh",
}
FIGURES = {"targets": "target_year", "observations": "year"}  # with the column of the year
YEARS = {**FIGURES, "goals": "target_year"}
OF_THE_PLAN = (*FIGURES, "goals")  # tables whose rows are about the plan's region unless another is named
STATES = {"extracted": ("文中所载内容", "What the text has"), "absent": ("文中没有此类内容", "The text has none")} | {
    "partly_lost": ("文本部分缺失", "Part of the text is lost"),
    "lost": ("文本缺失", "The text is lost"),
}  # of coverage, with the notes that say no more than the state


Step = Callable[[Filler], None]


def fill_cells(
    tables: Sequence[Table], shipped: Mapping[str, list[Row]], sources: Sources | None = None
) -> list[Change]:
    """Fill in the empty cells of tables that were handed in, as far as the others say for certain what belongs there.

    ``shipped`` are the rows of the package that they are for, ``sources`` the plans' texts. One plan
    in the workbook is that of every row; headings get their level, position and parent from their numbers; kinds,
    levels and places are read from names; a row without evidence quotes its name; value, unit,
    comparator, measure, year and role are read from the quote and the words around it.
    Returns the changes, in order.
    """
    filler = Filler.of(tables, shipped, sources)
    for step in (_plans, _sections, _names, _references, _quotes, _figures, _duties, _defaults):
        step(filler)
    return filler.changes


def _each(filler: Filler, *tables: str) -> Iterator[Line]:
    for table in tables:
        yield from filler.lines.get(table, ())


def _plans(filler: Filler) -> None:
    """Read plans' titles, and write the only plan into every row."""
    for line in _each(filler, "plans"):
        title = line.row["title_zh"] or line.row["name_zh"]
        region = region_of_title(title, filler.rows("regions"))
        filler.fill(line, {**said_by_title(title), "name_zh": title, "region_code": region.get("name_zh", "")})
    if only := filler.plan.get("plan_id") or filler.plan.get("name_zh"):
        for table, of_table in filler.lines.items():
            for line in of_table if table != "plans" else ():
                filler.fill(line, {"plan_id": only})


def _sections(filler: Filler) -> None:
    """Part numbers from titles, and give headings their levels, positions and parents, plan by plan."""
    plans: dict[str, list[Line]] = {}
    for line in _each(filler, "sections"):
        plans.setdefault(line.row["plan_id"], []).append(line)
        number, title = split_heading(line.row["title_zh"])
        if number and not line.row["number"]:
            filler.fill(line, {"number": number})
            filler.write(line, "title_zh", title)
    for lines in plans.values():
        for line, (level, position, above) in zip(lines, list(outline([line.row for line in lines])), strict=True):
            if level:
                filler.fill(line, {"level": str(level), "position": str(position)})
            if above >= 0:
                filler.fill(line, {"parent_id": _path(lines, above)})


def _path(lines: Sequence[Line], number: int) -> str:
    """Write by which path of titles the parent of later headings is known; its key where it has one."""
    row = lines[number].row
    if row["section_id"]:
        return row["section_id"]
    parent = row["parent_id"]
    named = parent and not parent.isascii()
    return f"{parent}/{row['title_zh']}" if named else row["title_zh"]


def _names(filler: Filler) -> None:
    """Read kinds, levels and places from names."""
    regions, agencies = filler.rows("regions"), filler.shipped["agencies"]
    for line in _each(filler, "regions"):
        filler.fill(line, {"level": region_level(line.row)} | said_by_name("regions", line.row))
        filler.fill(line, {"parent_code": _region_above(line.row, regions)})
    for line in _each(filler, "agencies"):
        filler.fill(line, said_of_agency(line.row, regions, agencies))
    for line in _each(filler, "agencies", "documents", "instruments", "parks", "projects"):
        filler.fill(line, said_by_name(line.table.name, line.row))
    stages = _only_values(filler.shipped["projects"], "action_zh", "stage")
    for line in _each(filler, "projects"):
        filler.fill(line, {"stage": stages.get(line.row["action_zh"], "") if line.row["action_zh"] else "unspecified"})


def _region_above(region: Row, regions: Sequence[Row]) -> str:
    """Find the region in which one with a code of six digits is."""
    code, codes = region["region_code"], {row["region_code"] for row in regions}
    if not region_level(region):
        return ""
    return next((c for c in (f"{code[:4]}00", f"{code[:2]}0000") if c != code and c in codes), "china")


def _only_values(rows: Sequence[Row], by: str, column: str) -> dict[str, str]:
    """Map what ``column`` always is beside a value of ``by``."""
    values: dict[str, set[str]] = {}
    for row in rows:
        values.setdefault(row[by], set()).add(row[column])
    return {key: next(iter(found)) for key, found in values.items() if len(found) == 1}


def _references(filler: Filler) -> None:
    """Let rows refer to those whose names they have: a cited document, an industry, the section of a task or a box."""
    industries = {(line.row["plan_id"], line.row["name_zh"]) for line in _each(filler, "industries")}
    numbers = {(line.row["plan_id"], line.row["title_zh"]): line.row["number"] for line in _each(filler, "sections")}
    for line in _each(filler, "citations"):
        filler.fill(line, {"document_id": line.row["cited_title_zh"]})
    for line in _each(filler, "region_industries", "park_industries"):
        if (filler.plan_of(line), line.row["industry_zh"]) in industries:
            filler.fill(line, {"industry_id": line.row["industry_zh"]})
    for line in _each(filler, "tasks"):
        filler.fill(line, {"number": numbers.get((line.row["plan_id"], line.row["title_zh"]), "")})
    for table, column in (("responsibilities", "task_id"), ("plan_sources", "plan_id")):
        positions: dict[str, int] = {}
        for line in _each(filler, table):
            of, written = line.row[column], line.row["position"]
            positions[of] = int(written) if written.isdecimal() else positions.get(of, 0) + 1
            filler.fill(line, {"position": str(positions[of])})


def _quotes(filler: Filler) -> None:
    """Let a row without evidence quote its name; what its plan's text has not is a finding."""
    for line in _each(filler, *QUOTED):
        name = line.row[QUOTED[line.table.name]].strip()
        text = filler.text(filler.plan_of(line))
        quote = f"《{name}》" if line.table.name == "citations" and text and text.spans(f"《{name}》") else name
        if quote and not quote.isascii() and len(normalise(quote)) <= LONGEST:
            filler.fill(line, {"evidence": quote})


def _around(filler: Filler, line: Line) -> tuple[str, str, SearchableText, Span] | None:
    """Give the words before and after a row's quote, with its text and place; None unless it has one place."""
    text = filler.text(filler.plan_of(line))
    spans = text.spans(line.row["evidence"]) if text and line.row["evidence"] else []
    start = line.row["evidence_start"]
    spans = [span for span in spans if not start or str(span[0]) == start]
    if not text or len(spans) != 1:
        return None
    (begin, end) = spans[0]
    return text.plain[max(0, begin - CONTEXT) : begin], text.plain[end : end + CONTEXT], text, spans[0]


def _figures(filler: Filler) -> None:
    """Read value, unit, comparator, measure, nature and year of figures, and the capacity of projects."""
    units, regions = filler.rows("units"), filler.rows("regions")
    for line in _each(filler, *OF_THE_PLAN, "projects"):
        table, quote = line.table.name, line.row["evidence"]
        found = _around(filler, line)
        before, after = found[:2] if found else ("", "")
        in_table = bool(line.row.get("table_label"))
        if table in FIGURES and not line.row["value_max"]:
            said = said_by_cell(quote, units) if in_table else said_by_figure(quote, before, after, units)
            if not line.row["value"] or line.row["value"] == said.get("value"):
                filler.fill(line, said)
            filler.fill(line, {"measure": measure_of(quote), "nature": nature_of(quote + after[:4])})
        if table in YEARS and found and not in_table:
            filler.fill(line, {YEARS[table]: year_of_sentence(found[2].plain, found[3])})
        if table == "projects" and not line.row["capacity_value"] and "年产" in quote:
            said = said_by_figure(quote, before, after, units)
            filler.fill(line, {"capacity_value": said.get("value", ""), "capacity_unit_id": said.get("unit_id", "")})
        own = filler.plan.get("region_code", "") if table in OF_THE_PLAN and found else ""
        if found and own and not _other_places(sentence_of(found[2].plain, found[3]), own, regions):
            filler.fill(line, {"region_code": own})


def _other_places(sentence: str, own: str, regions: Sequence[Row]) -> bool:
    """Say whether a sentence names a region other than the plan's own."""
    others = [row["name_zh"] for row in regions if own not in (row["region_code"], row["name_zh"])]
    return any(name and name in sentence for name in others)


def _duties(filler: Filler) -> None:
    """Read how a body is written, and its role."""
    for line in _each(filler, "responsibilities"):
        quote, found = line.row["evidence"], _around_task(filler, line)
        if found or not filler.text(filler.plan_of(line)):
            filler.fill(line, {"as_written": as_written(quote)})
        before, after, text = found or ("", "", "")
        role = role_of(before, normalise(quote), after, text if line.row["as_written"] in quote else "")
        filler.fill(line, {"role": role})


def _around_task(filler: Filler, line: Line) -> tuple[str, str, str] | None:
    """Give the words before and after a duty's quote, which is the first behind the title of its task."""
    text, quote = filler.text(filler.plan_of(line)), line.row["evidence"]
    titles = text.spans(line.row["task_id"]) if text else []
    if not text or not titles or not quote:
        return None
    for begin, end in text.spans(quote):
        if begin >= titles[-1][1]:
            return text.plain[max(0, begin - ROLE_REACH) : begin], text.plain[end : end + ROLE_REACH], text.plain
    return None


def _defaults(filler: Filler) -> None:
    """Write what an empty cell stands for once all else is read."""
    for line in _each(filler, "targets"):
        filler.fill(line, {"nature": "unspecified"}, "default")


def plan_of(tables: Sequence[Table]) -> str:
    """Name the only plan that tables which were handed in are about; "" where there are several, or none with a key."""
    filler = Filler.of(tables, read_rows(root(), descriptor()), None)
    return filler.plan.get("plan_id", "")


def fill_coverage(tables: Sequence[Table], shipped: Mapping[str, list[Row]]) -> list[Change]:
    """Say in coverage of tables that have rows that they were extracted, and write notes that say no more than states.

    Returns the changes, in order.
    """
    filler = Filler.of(tables, shipped, None)
    for line in _each(filler, "coverage"):
        if any(filler.plan_of(one) == line.row["plan_id"] for one in _each(filler, line.row["table_name"])):
            filler.fill(line, {"state": "extracted"})
        zh, en = STATES.get(line.row["state"], ("", ""))
        filler.fill(line, {"note_zh": zh, "note_en": en})
    return filler.changes
