"""How the text of a table is laid out: Table Dialect, and CSV Dialect before it."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pyplanning.datapackage.encoding import superset
from pyplanning.datapackage.errors import PackageError, quoted
from pyplanning.datapackage.resource import Json, Resource

if TYPE_CHECKING:
    from _csv import Reader

Record = tuple[int, list[str], int]  # its number in the file, from 1, its cells, and the line that it begins in


@dataclass(frozen=True)
class Dialect:
    """How a text file is laid out; by default an ordinary CSV file.

    ``header`` are the numbers of the records that name the columns: () where none does, and None
    for the first that is no comment. A record is a comment where its number is in ``comments``,
    or where it starts with ``comment``.
    """

    encoding: str = "UTF-8"
    delimiter: str = ","
    quote: str = '"'
    double: bool = True
    escape: str | None = None
    trimmed: bool = False
    header: tuple[int, ...] | None = None
    join: str = " "
    comment: str = ""
    comments: tuple[int, ...] = ()
    line_end: str = ""

    def reader(self, lines: Iterable[str]) -> "Reader":
        """Make Python's csv reader for this dialect; its cells are still to be ``restored``."""
        odd = self._stand_ins()
        if odd:
            text = "".join(lines)
            if not text.endswith(self.line_end or "\n"):  # as an editor ends a file
                text = text.removesuffix("\n").removesuffix("\r")
            for mark, other in odd:
                text = text.replace(mark, other)
            lines = io.StringIO(text, newline="\n")
        return csv.reader(
            lines,
            strict=True,
            delimiter=UNIT if len(self.delimiter) > 1 else self.delimiter,
            quotechar=self.quote or None,
            quoting=csv.QUOTE_MINIMAL if self.quote else csv.QUOTE_NONE,
            doublequote=self.double or self.escape is None,
            escapechar=self.escape,
            skipinitialspace=self.trimmed,
        )

    def _stand_ins(self) -> list[tuple[str, str]]:
        """List the marks that Python's csv does not know, each with the one that takes its place, in order."""
        ends = [("\r", RETURN), ("\n", NEWLINE)] if self.line_end else []
        end = self.line_end.translate({ord(mark): other for mark, other in ends})
        return ends + [(end, "\n")] * bool(end) + [(self.delimiter, UNIT)] * (len(self.delimiter) > 1)

    def restored(self, record: list[str]) -> list[str]:
        """Give the cells of a record as the file has them."""
        for mark, other in reversed(self._stand_ins()):
            record = [cell.replace(other, mark) for cell in record]
        return record

    def without_comments(self, records: Iterator[Record]) -> Iterator[Record]:
        """Leave out comments."""
        if not self.comment and not self.comments:
            return records
        return (
            (number, record, line)
            for number, record, line in records
            if number not in self.comments and not (self.comment and record and record[0].startswith(self.comment))
        )

    def read_header(self, records: Iterator[Record]) -> tuple[int, list[str]]:
        """Return the number of the header's last record, 0 where there is none, and the names of the columns."""
        if self.header is None:
            number, cells, _ = next(records, (1, [], 1))
            return number, cells
        lines: list[list[str]] = []
        for number, record, _ in records if self.header else ():
            if number in self.header:
                lines.append([cell.strip() for cell in record])
            if number >= max(self.header):
                break
        widest = max(map(len, lines), default=0)  # the last cell of a shorter line is over the columns after it too
        columns = zip(*([*line, *line[-1:] * (widest - len(line))] for line in lines), strict=True)
        return max(self.header, default=0), [self.join.join(dict.fromkeys(filter(None, c))) for c in columns]


PLAIN = Dialect()
Expected = tuple[Callable[[object], bool], str, str]  # whether a value can be read, and what it should be, in words
UNIT, NEWLINE, RETURN = "\x1f", "\x1d", "\x1c"  # separators of ASCII, which texts do not have
CHARACTER: Expected = (lambda v: isinstance(v, str) and len(v) == 1, "one character", "一个字符")
TRUTH: Expected = (lambda v: isinstance(v, bool), "true or false", "true或false")
TEXT: Expected = (lambda v: isinstance(v, str), "text", "文本")
NUMBERS: Expected = (
    lambda v: isinstance(v, list) and all(type(number) is int and number > 0 for number in v),
    "a list of row numbers",
    "行号列表",
)
# Property → the attribute of Dialect, and what is expected of its value.
PROPERTIES: dict[str, tuple[str, Callable[[object], bool], str, str]] = {
    "delimiter": ("delimiter", lambda v: isinstance(v, str) and v != "", "one character or more", "一个或多个字符"),
    "quoteChar": ("quote", lambda v: v == "" or CHARACTER[0](v), *CHARACTER[1:]),
    "doubleQuote": ("double", *TRUTH),
    "escapeChar": ("escape", *CHARACTER),
    "skipInitialSpace": ("trimmed", *TRUTH),
    "headerRows": ("header", *NUMBERS),
    "headerJoin": ("join", *TEXT),
    "commentChar": ("comment", *TEXT),
    "commentRows": ("comments", *NUMBERS),
    "header": ("", *TRUTH),
    "nullSequence": ("", *TEXT),
    "lineTerminator": ("line_end", lambda v: isinstance(v, str) and v != "", "a line end", "换行符"),
}


def properties_of(resource: Resource) -> Json:
    """Return the properties of a resource's dialect; those that are null are left out."""
    found = resource.properties.get("dialect")
    whole = found if isinstance(found, dict) else {}
    parts = [whole, whole.get("csv"), whole.get("excel")]  # frictionless keeps apart what is one format's own
    return {k: v for part in parts if isinstance(part, dict) for k, v in part.items() if v is not None}


def sheet_of(resource: Resource) -> str | int:
    """Return the name or the number, from 1, of the sheet that holds a resource."""
    given = properties_of(resource)
    found = given.get("sheetName", given.get("sheet", given.get("sheetNumber", 1)))
    return found if isinstance(found, str | int) else 1


def missing_values(resource: Resource, column: str = "") -> list[str]:
    """List the texts that are null in a resource, or in one of its columns."""
    own = next((field.missing_values for field in resource.fields if field.name == column), None)
    null = properties_of(resource).get("nullSequence")
    return [*(resource.missing_values if own is None else own), *([] if null is None else [null])]


def dialect_of(resource: Resource) -> Dialect:
    """Return how the text of a resource is laid out.

    Raises PackageError where its descriptor asks for what cannot be read.
    """
    given = properties_of(resource)
    values: dict[str, Any] = {"delimiter": "\t"} if resource.format == "tsv" else {}
    for name, (attribute, fits, en, zh) in PROPERTIES.items():
        if name in given:
            value = given[name]
            if not fits(value):
                raise _unread(resource, name, value, en, zh)
            values[attribute] = tuple(value) if isinstance(value, list) else value
    values.pop("", None)
    if given.get("header") is False:
        values["header"] = ()
    if values.get("line_end") in ("\n", "\r\n", "\r"):  # each of which ends a line by default
        del values["line_end"]
    found = Dialect(encoding=_encoding(resource), **values)
    marks = [mark for mark in (found.delimiter, found.quote, found.escape, " " * found.trimmed, found.line_end) if mark]
    if len({*marks, "\r", "\n"}) < len(marks) + 2:
        en, zh = "characters that differ from one another and from line ends", "互不相同且不是换行符的字符"
        raise _unread(resource, "delimiter, quoteChar and escapeChar", "".join(marks), en, zh)
    return found


def _encoding(resource: Resource) -> str:
    named = resource.properties.get("encoding") or "UTF-8"
    try:
        "a".encode(named)
        return superset(str(named))
    except (LookupError, ValueError, TypeError):
        raise _unread(resource, "encoding", named, "one such as utf-8 or gb18030", "utf-8、gb18030之类") from None


def _unread(resource: Resource, name: str, value: object, en: str, zh: str) -> PackageError:
    return PackageError(
        f"datapackage.json: {resource.name} has the {name} {value!r:.80}; expected {en}",
        f"datapackage.json：{resource.name}的{name}为{quoted(value)}，应为{zh}",
    )
