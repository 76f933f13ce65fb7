"""The rows of a drafted workbook: which are confirmed, and which wait for somebody to look at them."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from pyplanning.datapackage.errors import PackageError
from pyplanning.datapackage.field_words import words_for
from pyplanning.datapackage.resource import Field, Resource
from pyplanning.io.table import ROW, Table
from pyplanning.rule import rule

MARK, SENTENCE, PLACE = "draft_mark", "draft_sentence", "draft_place"  # columns of a drafted sheet before its own
KEPT = ("confirm", "correct")  # marks of rows that are merged
_TEXT = {"type": "string"}
# The columns before those of the table: what a person decides, the sentence to decide by, and the place that it has.
FIELDS: tuple[dict[str, object], ...] = (
    {
        "name": MARK,
        "title": "Mark",
        "title_zh": "标记",
        "description": "What you decide: the row is right, you have corrected it, or the text states no such fact. "
        "A row without a mark is not merged. Cells in yellow are in doubt; their lists have what else they may be.",
        "description_zh": "请逐行判定：数据行无误、已改正，或原文并无此事实。未标记的行不会合并。"
        "黄色单元格为存疑内容，下拉列表列有其他可能。",
        "categories": [
            {"value": "confirm", "label": "confirm", "label_zh": "确认", "also_zh": ["是", "√", "✓"]},
            {"value": "correct", "label": "corrected", "label_zh": "已改正", "also_zh": ["改正", "更正"]},
            {"value": "no_fact", "label": "no fact", "label_zh": "非事实", "also_zh": ["否", "×", "删除"]},
        ],
        **_TEXT,
    },
    {
        "name": SENTENCE,
        "title": "Sentence",
        "title_zh": "原句",
        "description": "The sentence of the text that the row was read from.",
        "description_zh": "该行所依据的原文语句。",
        **_TEXT,
    },
    {
        "name": PLACE,
        "title": "Place",
        "title_zh": "原文位置",
        "description": "Where the row was read in the text, by which a later draft knows the row; leave it as it is.",
        "description_zh": "该行在原文中的位置，再次起草时据此辨认，请勿改动。",
        **_TEXT,
    },
)


def with_marks(resource: Resource) -> Resource:
    """Give a table the columns of a draft before its own."""
    schema = {**resource.schema, "fields": [*FIELDS, *(field.properties for field in resource.fields)]}
    return Resource({**resource.properties, "schema": schema})


@rule(
    "PL041",
    level="warning",
    en="{sheet} – {value} drafted rows have no mark, and are not read – expected a mark in each",
    zh="{sheet}：有{value}行草稿未标记，未读取，应逐行标记",
)
def waiting_rows(marks: Sequence[str]) -> int:
    """Every drafted row is marked: confirmed, corrected, or no fact.

    Fix: compare the row with its sentence, correct its cells where they are wrong, and choose a mark.
    """
    return sum(not mark for mark in marks)


@rule(
    "PL042",
    column=MARK,
    en="{cell} – {value} is no mark – expected one of {expected}",
    zh="{cell}：{value}不是标记，应为{expected_zh}之一",
)
def unknown_mark(mark: str) -> bool:
    """A mark is one of those that the column offers, in either language.

    Fix: choose a mark from the cell's list.
    """
    return bool(mark) and mark.casefold() not in _MARKS


OWN = tuple(str(one["name"]) for one in FIELDS)
_FIELD = Field(FIELDS[0])
_MARKS = {str(one.value): str(one.value) for one in _FIELD.categories} | {
    word.casefold(): value for word, value in words_for(_FIELD)
}


def mark_of(cell: str) -> str:
    """Read a mark, written in either language; "" where there is none, and where it is unknown."""
    return _MARKS.get(cell.casefold(), "")


def decided(tables: Sequence[Table]) -> list[Table]:
    """Leave out the drafted rows that are not confirmed, with a finding that counts them, and the columns of a draft.

    A row that somebody has added, which has neither mark nor place, is kept.
    Raises PackageError where no row at all is marked.
    """
    drafts = [table for table in tables if _is_draft(table)]
    if drafts and not any(mark or not place for table in drafts for _, mark, place in _marks(table).iter_rows()):
        file = drafts[0].file
        raise PackageError(
            f"{file} is a draft in which no row is marked yet; compare rows with their sentences, and mark them",
            f"{file}是草稿，尚无标记的行，请逐行对照原句后标记",
        )
    return [_decided(table) if _is_draft(table) else table for table in tables]


def every_row(tables: Sequence[Table]) -> list[Table]:
    """Leave out the drafted rows that state no fact, and the columns of a draft."""
    return [_without(table, ("no_fact",)) if _is_draft(table) else table for table in tables]


def _is_draft(table: Table) -> bool:
    return MARK in table.frame.collect_schema().names()


def _marks(table: Table) -> pl.DataFrame:
    """Give row, mark and place of each row, "" where there is none."""
    frame = table.frame.collect()
    place = pl.col(PLACE) if PLACE in frame.columns else pl.lit("")
    return frame.select(ROW, pl.col(MARK).fill_null("").str.strip_chars(), place.fill_null("").alias(PLACE))


def _decided(table: Table) -> Table:
    rows = [(row, mark) for row, mark, place in _marks(table).iter_rows() if mark or place]
    en, zh = (dict.fromkeys(category.text(lang) for category in _FIELD.categories) for lang in ("en", "zh"))
    issues = [
        unknown_mark.issue(**table.place(MARK, row), value=mark, expected=", ".join(en), expected_zh="、".join(zh))
        for row, mark in rows
        if unknown_mark.check(mark)
    ]
    if waiting := waiting_rows.check([mark for _, mark in rows]):
        issues.append(waiting_rows.issue(**table.place(), value=str(waiting)))
    kept = _without(table, ("", "no_fact"))
    return replace(kept, issues=(*issues, *kept.issues))


def _without(table: Table, marks: Sequence[str]) -> Table:
    """Leave out the drafted rows with one of the marks, and the columns of a draft."""
    kept = [not (mark or place) or mark_of(mark) not in marks for _, mark, place in _marks(table).iter_rows()]
    frame = table.frame.collect().filter(pl.Series(kept, dtype=pl.Boolean)).drop(OWN, strict=False)
    letters = {column: letter for column, letter in table.letters.items() if column not in OWN}
    return replace(table.with_frame(frame), letters=letters)
