"""What a header means: which table it is of, and which cell names which column."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice, zip_longest
from pathlib import Path
from typing import NamedTuple

from pyplanning.datapackage.blank import visible
from pyplanning.datapackage.errors import NoTableError, PackageError
from pyplanning.datapackage.resource import Resource
from pyplanning.datapackage.table_messages import doubled_column
from pyplanning.io.handed_back import code_titles, is_ours, refuse_release
from pyplanning.rule import ROW, Issue

MAX_COLUMNS = 1_000
HEADER_ROWS = 20  # of a file or sheet, among which its header is looked for
BRACKETED = re.compile(r"[(\[{<【〔「『《][^()\[\]{}<>【】〔〕「」『』《》]*[)\]}>】〕」』》]")
SPARE = re.compile(r"[*＊※:：()\[\]{}<>【】〔〕「」『』《》]")


class Header(NamedTuple):
    """The header of a file or sheet: its row, from 0, how many columns it names, of which table, and its cells."""

    position: int
    named: int
    resource: Resource
    cells: list[str]


@lru_cache(maxsize=10_000)
def heading(text: str, aside: bool = False) -> str:
    """Write the cell of a header as headers are compared: without white space, marks and brackets, in one width.

    With ``aside``, what is in brackets is left out too: 数值（必填）is 数值.
    """
    plain = visible(unicodedata.normalize("NFKC", text)).casefold()
    if aside:
        plain = BRACKETED.sub("", plain)
    return SPARE.sub("", plain)


def machine_names(cells: Sequence[str], resource: Resource) -> list[str]:
    """Replace the cells of a header, names or titles, by the names of columns; another cell stays as written.

    Only tables of ours may be headed by titles, or by names in other letters: the standard knows names alone,
    around which there may be spaces.
    """
    if not is_ours(resource):
        columns = {*resource.columns}
        return [cell.strip() if cell.strip() in columns and cell not in columns else cell for cell in cells]
    codes = tuple(("title", text, name) for text, name in code_titles(resource).items())
    exact, loose = (_headings((*codes, *resource.called), aside) for aside in (False, True))
    known = {*resource.columns}
    names = [cell if cell in known else exact.get(heading(cell), "") for cell in cells]
    taken = {*names}
    for position, (name, cell) in enumerate(zip(names, cells, strict=True)):
        found = name or loose.get(heading(cell, aside=True), "")
        names[position] = name or (found if found and found not in taken else cell)
    return names


@lru_cache(maxsize=1_000)
def _headings(called: tuple[tuple[str, str, str], ...], aside: bool) -> dict[str, str]:
    """Give the column that each name or title means; one that means several is left out where brackets are."""
    texts = [(heading(text, aside), name) for _, text, name in called if text]  # a name goes before another's title
    meant = Counter(text for text, _ in {*texts})
    return {text: name for text, name in texts if text and (not aside or meant[text] == 1)}


def headings_of(resource: Resource) -> dict[str, set[str]]:
    """Give what each column is called, as headers are compared."""
    found: dict[str, set[str]] = {name: set() for name in resource.columns}
    for _, text, name in resource.called:
        found[name].add(heading(text))
    return {name: texts - {""} for name, texts in found.items()}


def written_as(header: Sequence[str], resource: Resource) -> str:
    """Say how a header names its columns: by "name", "title" or "title_zh", whichever it does most often."""
    cells = {heading(cell) for cell in header}
    counts = Counter(kind for kind, text, _ in resource.called if heading(text) in cells)
    return max(("name", "title_zh", "title"), key=lambda kind: counts[kind])


def find_header(rows: Iterable[Sequence[str]], name: str, resources: Sequence[Resource]) -> Header | None:
    """Find the header among the first rows of a file or sheet called ``name``, and the table that it is of.

    It is the row that names most columns. Where the columns are named in several ways, in
    consecutive rows, it is the last of these; a cell that is blank in it is that of the row before.
    """
    wanted = resources[0] if len(resources) == 1 else find_table(name, resources)
    best: Header | None = None
    together, before = False, list[str]()  # every row since the best one names columns; the row before
    for position, row in enumerate(islice(rows, HEADER_ROWS)):
        cells = [*row[: MAX_COLUMNS + 1]]
        if wanted and not wanted.fields:
            return Header(position, 0, wanted, cells)
        resource = wanted or recognise(cells, resources) or (best.resource if best and together else None)
        if resource:
            cells = _with_names_above(cells, before, resource)
        count = count_columns(cells, resource) if resource else 0
        if not resource or count < min(2, len(resource.fields)):
            together = False
        elif best is None or count > best.named or (together and count == best.named):
            best, together = Header(position, count, resource, cells), True
        before = cells
    return best


def _with_names_above(cells: list[str], above: Sequence[str], resource: Resource) -> list[str]:
    """Fill the blank cells of a row that names nothing but columns with the names of others in the row above."""
    named = [cell for cell in cells if cell.strip()]
    if not named or len(named) > count_columns(named, resource):
        return cells
    known = {*machine_names(named, resource)}
    others = [name if name in resource.columns and name not in known else "" for name in machine_names(above, resource)]
    pairs = zip_longest(cells, above if any(others) else (), others, fillvalue="")
    return [text if name and not cell.strip() else cell for cell, text, name in pairs]


def count_columns(cells: Sequence[str], resource: Resource) -> int:
    """Count the columns of a table that a header names."""
    return len({*resource.columns}.intersection(machine_names(cells, resource)))


def find_table(name: str, resources: Sequence[Resource]) -> Resource | None:
    """Find the table whose name or title is ``name``."""
    wanted = heading(name)
    for key in ("name", "title", "title_zh") if wanted else ():
        for resource in resources:
            if heading(str(resource.properties.get(key, ""))) == wanted:
                return resource
    return None


def recognise(cells: Sequence[str], resources: Sequence[Resource]) -> Resource | None:
    """Find the table whose header this is: it names the whole key, and more columns than of any other table."""
    whole = [r for r in resources if r.primary_key and {*r.primary_key} <= {*machine_names(cells, r)}]
    counts = [count_columns(cells, r) for r in whole]
    most = max(counts, default=0)
    return whole[counts.index(most)] if most >= 2 and counts.count(most) == 1 else None


def layout(cells: Sequence[str], resource: Resource, place: dict[str, str]) -> tuple[dict[str, int], list[Issue]]:
    """Return the columns of a table by machine name with their positions, and what is wrong with its header.

    Of a column that occurs twice the first counts; one without a name is left out.
    Raises PackageError for too many columns and for a name that no column can have.
    """
    file, file_zh = place["file"] or "the frame", place["file"] or "数据框"
    if len(cells) > MAX_COLUMNS:
        raise PackageError(
            f"{file} has {len(cells)} columns; expected no more than {MAX_COLUMNS}",
            f"{file_zh}有{len(cells)}列，不应超过{MAX_COLUMNS}列",
        )
    if place["file"]:
        refuse_release(cells, resource, place["file"])
    columns: dict[str, int] = {}
    names = machine_names(cells, resource)
    for position, name in enumerate(names):
        if name.strip():
            columns.setdefault(name, position)
    if ROW in columns:
        raise PackageError(f"{file}: no column can be called {ROW}", f"{file_zh}：列名不能是{ROW}")
    doubled = [name for name in columns if names.count(name) > max(1, resource.columns.count(name))]
    return columns, [doubled_column.issue(**place, column=c, value=str(names.count(c))) for c in doubled]


def misplaced(columns: Sequence[str], resource: Resource) -> tuple[list[str], list[str]]:
    """Return the fields that a table of ``columns`` lacks, and the columns that are no fields, where either matters.

    That is everywhere, unless the schema's fieldsMatch says that the fields are a subset of the
    columns, a superset of them, or have only some of them in common; a required column must be present.
    """
    missing = [field for field in resource.fields if field.name not in columns]
    unknown = [column for column in columns if column not in resource.columns]
    if resource.fields_match in ("superset", "partial") and len(missing) < len(resource.fields):
        missing = [field for field in missing if field.required or field.name in resource.primary_key]
    return [field.name for field in missing], [] if resource.fields_match in ("subset", "partial") else unknown


def table_of(file_name: str, header: Sequence[str], resources: Sequence[Resource]) -> Resource:
    """Find the table that a file is.

    Raises PackageError where neither its name nor its columns say which.
    """
    if not any(cell.strip() for cell in header):
        if not file_name:
            raise PackageError(
                "the frame has no columns; expected those of its table", "数据框没有列，应有其数据表的各列"
            )
        raise PackageError(
            f"{file_name} – the first line is empty – expected column names", f"{file_name}：首行为空，应为列名"
        )
    alone = resources[0] if len(resources) == 1 else None
    found = alone or find_table(Path(file_name).stem, resources) or recognise(header, resources)
    if found:
        return found
    names = ", ".join(r.name for r in resources)
    raise NoTableError(
        f"{file_name} is not a known table; name it after one of {names}",
        f"{file_name}不是已知的数据表，文件名应为以下之一：{names}",
    )
