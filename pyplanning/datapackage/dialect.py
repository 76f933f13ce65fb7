"""How the text of a table is laid out: Table Dialect, and CSV Dialect before it."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import PurePath
from typing import Any

from pyplanning.datapackage.descriptor import Descriptor, PackageError, fields, paths, schema_of

Record = tuple[int, list[str]]  # its number in the file, from 1, and its cells


@dataclass(frozen=True)
class Dialect:
    """How a text file is laid out: as it stands here, an ordinary CSV file.

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

    def reader(self, lines: Iterable[str]) -> Any:
        """Python's csv reader for this dialect."""
        return csv.reader(
            lines,
            strict=True,
            delimiter=self.delimiter,
            quotechar=self.quote or None,
            quoting=csv.QUOTE_MINIMAL if self.quote else csv.QUOTE_NONE,
            doublequote=self.double or self.escape is None,
            escapechar=self.escape,
            skipinitialspace=self.trimmed,
        )

    def without_comments(self, records: Iterable[list[str]]) -> Iterator[Record]:
        """Records with their numbers, from 1, and without comments."""
        for number, record in enumerate(records, 1):
            remark = self.comment and record and record[0].startswith(self.comment)
            if not remark and number not in self.comments:
                yield number, record

    def named(self, records: Iterator[Record]) -> tuple[int, list[str]]:
        """The number of the header's last record, 0 where there is none, and the names of the columns."""
        if self.header is None:
            return next(records, (1, []))
        lines: list[list[str]] = []
        for number, record in records if self.header else ():
            if number in self.header:
                lines.append([cell.strip() for cell in record])
            if number >= max(self.header):
                break
        columns = zip_longest(*lines, fillvalue="")
        return max(self.header, default=0), [self.join.join(dict.fromkeys(filter(None, c))) for c in columns]


PLAIN = Dialect()


def _is_numbers(value: Any) -> bool:
    return isinstance(value, list) and all(type(number) is int and number > 0 for number in value)


def _is_character(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 1


def _is(kind: type) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, kind)


CHARACTER = _is_character, "one character", "一个字符"
TRUTH = _is(bool), "true or false", "true或false"
TEXT = _is(str), "text", "文本"
NUMBERS = _is_numbers, "a list of row numbers", "行号列表"
PROPERTIES = {  # property → its name here; whether a value of it can be read, and what it should be, in words
    "delimiter": ("delimiter", *CHARACTER),
    "quoteChar": ("quote", lambda v: v == "" or _is_character(v), *CHARACTER[1:]),
    "doubleQuote": ("double", *TRUTH),
    "escapeChar": ("escape", *CHARACTER),
    "skipInitialSpace": ("trimmed", *TRUTH),
    "headerRows": ("header", *NUMBERS),
    "headerJoin": ("join", *TEXT),
    "commentChar": ("comment", *TEXT),
    "commentRows": ("comments", *NUMBERS),
    "header": ("", *TRUTH),
    "nullSequence": ("", *TEXT),
    "lineTerminator": ("", lambda v: v in ("\n", "\r\n", "\r"), "a line end", "换行符"),
}


def given(resource: Descriptor) -> Descriptor:
    """The dialect of a resource as its descriptor has it; what is null there is not said."""
    found = resource.get("dialect")
    whole: Descriptor = found if isinstance(found, dict) else {}
    parts = [whole, whole.get("csv"), whole.get("excel")]  # frictionless keeps apart what is one format's own
    return {k: v for part in parts if isinstance(part, dict) for k, v in part.items() if v is not None}


def missing_values(resource: Descriptor, column: str = "") -> list[str]:
    """List the texts that are null in a resource, or in one of its columns."""
    own: Descriptor = next((f for f in fields(resource) if f["name"] == column), {})
    listed: Any = own.get("missingValues", schema_of(resource).get("missingValues", [""]))
    null = given(resource).get("nullSequence")
    return [value["value"] if isinstance(value, dict) else value for value in listed] + [null] * (null is not None)


def dialect_of(resource: Descriptor) -> Dialect:
    """How the text of a resource is laid out; PackageError where its descriptor says what cannot be read."""
    said = given(resource)
    values: dict[str, Any] = {"delimiter": "\t"} if form(resource) == "tsv" else {}
    for name, (here, fits, en, zh) in PROPERTIES.items():
        if name in said:
            value = said[name]
            if not fits(value):
                raise _unread(resource, name, value, en, zh)
            values[here] = tuple(value) if isinstance(value, list) else value
    values.pop("", None)
    if said.get("header") is False:
        values["header"] = ()
    found = Dialect(encoding=_encoding(resource), **values)
    marks = found.delimiter + found.quote + (found.escape or "") + " " * found.trimmed
    if len({*marks, "\r", "\n"}) < len(marks) + 2:
        en, zh = "marks that differ from one another and from line ends", "互不相同且不是换行符的字符"
        raise _unread(resource, "delimiter, quoteChar and escapeChar", marks, en, zh)
    return found


def form(resource: Descriptor) -> str:
    """The kind of a resource's files: its format, or the ending of its first path."""
    named = resource.get("format") or PurePath(next(iter(paths(resource)), "")).suffix.removeprefix(".")
    return str(named).lower()


def _encoding(resource: Descriptor) -> str:
    named = resource.get("encoding") or "UTF-8"
    try:
        "a".encode(named)
        return "UTF-8" if codecs.lookup(named).name in ("utf-8", "utf-8-sig") else str(named)
    except (LookupError, ValueError, TypeError):
        raise _unread(resource, "encoding", named, "one such as utf-8 or gb18030", "utf-8、gb18030之类") from None


def _unread(resource: Descriptor, name: str, value: Any, en: str, zh: str) -> PackageError:
    return PackageError(
        f"datapackage.json: {resource['name']} has the {name} {value!r:.80}; expected {en}",
        f"datapackage.json：{resource['name']}的{name}为{value!r:.80}，应为{zh}",
    )
