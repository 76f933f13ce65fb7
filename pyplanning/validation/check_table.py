"""Check one table against its resource: one streaming scan, then a closer look at the suspect rows.

The scan computes, for every row, whether any check or row rule suspects it, and keeps the keys and what
rules between rows look at, so memory grows with these alone. The suspect rows are read again, and every
cell of them is then decided exactly as Table Schema says.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import polars as pl

from pyplanning.datapackage import table_messages
from pyplanning.datapackage.blank import BLANK
from pyplanning.datapackage.cell import fault
from pyplanning.datapackage.resource import Field, Resource
from pyplanning.io.table import ROW, Table
from pyplanning.rule import Issue, Message
from pyplanning.validation import run_rules
from pyplanning.validation.constraints import Check, compile_checks, present, typed_table
from pyplanning.validation.findings import Findings, Row
from pyplanning.validation.header_issues import header_issues
from pyplanning.validation.keys import SEPARATOR, KnownKeys, Pointer, compared, with_compared
from pyplanning.validators.references import nearest_key

# Columns of the scan; no column of a table is called so.
SUSPECT, KEY, HASH, VERDICT = "…suspect", "…key ", "…hash ", "…verdict"
QUOTE = "evidence"


@dataclass(frozen=True)
class SuspectRows:
    """The rows of a table that need a closer look, and where findings about them go."""

    table: Table
    resource: Resource
    rows: pl.DataFrame
    found: Findings

    def report(
        self, message: Message, column: str, rows: pl.DataFrame, words: Callable[[Row], Row], **same: object
    ) -> None:
        """Report ``rows``, with ``words`` for each and the ``same`` for all."""

        def issue(row: Row) -> Issue:
            key = "/".join(str(row.get(part) or "") for part in self.resource.primary_key)
            return message.issue(**self.table.place(column, row[ROW]), key=key, **words(row), **same)

        self.found.add(message, self.table, rows, issue)


def check_table(
    table: Table,
    resource: Resource,
    keys: KnownKeys,
    found: Findings,
    rules: Sequence[run_rules.TabularRule] = (),
    by_order: bool = True,
) -> pl.DataFrame:
    """Check header, types, constraints, keys and row rules of ``table``, and add what is wrong to ``found``.

    ``keys`` has, by table and columns, the values that a foreign key may point to, as ``joined``;
    a foreign key whose target is not in ``keys`` is not checked. Whether columns are mapped
    to fields ``by_order`` decides how another order is reported.
    Returns, where there are rules, the table's values for those between rows: all columns but
    the quotes, which are long and which no rule between rows looks at; otherwise ROW alone.
    """
    unread = [issue for issue in table.issues if issue.level == "error" and issue.row and issue.column]
    found.add_known(unread)
    found.issues += [
        *(issue for issue in table.issues if issue not in unread),
        *header_issues(table, resource, by_order),
    ]
    columns = set(table.frame.collect_schema().names())
    checks = [check for check in compile_checks(resource, ours=bool(rules)) if check.column in columns]
    pointers = [
        Pointer(key.fields, key.resource, keys[key.resource][key.keys]).looked_up(table, resource)
        for key in resource.foreign_keys
        if set(key.fields) <= columns and key.keys in keys.get(key.resource, {})
    ]
    unique = [key for key in resource.unique_keys if set(key) <= columns]
    suspicious = [check.bad for check in _not_implied(checks, pointers, table)]
    suspicious += [pointer.is_lost(resource) for pointer in pointers]
    values, cells, rows = _scan(table, resource, suspicious, unique, rules)
    found.rows[table.name] += len(values)
    suspects = SuspectRows(table, resource, rows, found)
    if len(rows):
        for pointer in pointers:
            _check_pointer(suspects, pointer)
        broken = _check_cells(suspects, checks)
        # Null takes the place of a value that breaks a constraint: a wrong year must not make others wrong.
        values = values.with_columns(
            pl.when(~pl.col(ROW).is_in(wrong.implode())).then(pl.col(column)).alias(column)
            for column, wrong in broken.items()
            if column in values.columns and len(wrong)
        )
    for n, key in enumerate(unique):
        _check_unique(suspects, key, cells, cells[f"{HASH}{n}"])
    if len(rows):
        # A row that was found bad before is not held against the rules.
        good = rows.filter(~pl.col(ROW).is_in([*found.bad_rows.get(table.source, ())]))
        hits = run_rules.run_row_rules(rules, typed_table(good.lazy(), resource).collect(engine="in-memory"), resource)
        run_rules.add_hits(hits, {table.name: table}, {table.name: resource}, found)
    return values


def _not_implied(checks: Sequence[Check], pointers: Sequence[Pointer], table: Table) -> list[Check]:
    """Leave out checks that others imply.

    Checks of foreign keys are that every existing key passes: who points to one of these passes them too.
    In a small table it takes longer to find that out than to look.
    """
    needed = [check for check in checks if not check.implied]
    for pointer in pointers if table.engine == "streaming" else ():
        if len(pointer.columns) == 1 and pointer.lost is None:
            (column,) = pointer.columns
            keys = pl.DataFrame({column: pointer.values})
            own = {n: check for n, check in enumerate(needed) if check.column == column and check.code != "PL102"}
            broken = keys.select(pl.lit(None), **{str(n): _any([check.bad]).any() for n, check in own.items()})
            needed = [check for n, check in enumerate(needed) if n not in own or broken[str(n)].any()]
    return needed


def _scan(
    table: Table,
    resource: Resource,
    suspicious: Sequence[pl.Expr],
    unique: Sequence[tuple[str, ...]],
    rules: Sequence[run_rules.TabularRule],
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Read a table once: the values of every row for rules, the cells of its keys, and the suspect rows as text."""
    columns = table.frame.collect_schema().names()
    parts = dict.fromkeys(cell for key in unique for c in key for cell in (c, compared(c, resource)))
    hashes = {f"{HASH}{n}": _hash_of_key(key, resource) for n, key in enumerate(unique)}
    kept = {KEY + part: pl.col(part) for part in parts} | hashes
    marked = with_compared(table.frame, resource).with_columns(_any(suspicious).alias(SUSPECT), **kept)
    if rules:
        broken = run_rules.suspicions(rules, resource, columns)
        marked = typed_table(marked, resource, [*kept, SUSPECT], columns)
        marked = marked.with_columns(_any([pl.col(SUSPECT), *broken]).alias(SUSPECT))
    typed = [c for c in resource.columns if c in columns and c != QUOTE] if rules else []
    values = marked.select(ROW, SUSPECT, *kept, *typed).collect(engine=table.engine)
    # To look for a few rows again takes less than to carry the texts of all along.
    suspect = pl.col(ROW).is_in(values.filter(SUSPECT)[ROW].implode())
    suspects = with_compared(table.frame.filter(suspect), resource) if values[SUSPECT].any() else None
    return (
        values.select(ROW, *typed),
        values.select(ROW, *hashes, *(pl.col(KEY + part).alias(part) for part in parts)),
        pl.DataFrame() if suspects is None else suspects.sort(ROW).collect(engine=table.engine),
    )


def _any(flags: Sequence[pl.Expr]) -> pl.Expr:
    """Say where one of the flags is true; null is not."""
    return pl.any_horizontal(pl.lit(False), *flags).fill_null(False)


def _check_pointer(suspects: SuspectRows, pointer: Pointer) -> None:
    """Report keys that point to no row, each with the nearest key; the form of their cells is not reported too."""
    column = "/".join(pointer.columns)
    reported = suspects.found.bad_cells.setdefault((suspects.table.source, column), set())
    blank = pl.any_horizontal(pl.col(c).str.contains(BLANK) for c in pointer.columns)
    lost = suspects.rows.filter(pointer.is_lost(suspects.resource), ~pl.col(ROW).is_in([*reported]))
    blanks, lost = lost.filter(blank), lost.filter(~blank)
    reported.update(blanks[ROW])
    suspects.report(
        table_messages.only_blanks, column, blanks, lambda row: {"value": "/".join(row[c] for c in pointer.columns)}
    )
    field = suspects.resource.field(column) if len(pointer.columns) == 1 else None
    if field and field.type not in ("string", "any"):  # that a cell is of another type is the plain finding
        wrong = [text for text in lost[column].unique() if fault(field, text) == table_messages.cast_cell.code]
        lost = lost.filter(~pl.col(column).is_in(wrong))
    if not len(lost):
        return
    reported.update(lost[ROW])
    keys = pointer.values.str.replace_all(SEPARATOR, "/", literal=True).unique().sort().to_list()

    from pyplanning.validation.suggest import suggestion  # which a valid table does not need

    @cache
    def nearest(value: str) -> str:
        if field is None:
            return nearest_key(value, keys)
        meant = suggestion(field, value)  # the same key in another form goes before a similar one
        if (pointer.values == meant).any():
            return meant
        return nearest_key(meant or value, keys, lambda key: key != value and fault(field, key) is None)

    def words(row: Row) -> Row:
        value = "/".join(row[c] for c in pointer.columns)
        return {"value": value, "suggestion": nearest(value)}

    suspects.report(table_messages.foreign_key, column, lost, words, target=pointer.target)


def _check_cells(suspects: SuspectRows, checks: Sequence[Check]) -> dict[str, pl.Series]:
    """Report every cell that breaks its type or a constraint: one finding a cell, the first that fits.

    Returns, by column, the rows whose value breaks a constraint; a cell of another type has none.
    """
    first: dict[str, list[pl.Expr]] = {}
    for check in checks:
        first.setdefault(check.column, []).append(pl.when(check.bad).then(pl.lit(check.code)))
    reported = {column: [*suspects.found.bad_cells.get((suspects.table.source, column), ())] for column in first}
    rows = [
        suspects.rows.lazy()
        .with_columns(pl.coalesce(codes).alias(VERDICT))
        .drop_nulls(VERDICT)
        .filter(~pl.col(ROW).is_in(reported[column]))
        for column, codes in first.items()
    ]
    broken: dict[str, pl.Series] = {}
    for column, doubtful in zip(first, pl.collect_all(rows), strict=True):
        if len(doubtful):
            field = suspects.resource.field(column)
            bad = _decide(field, doubtful)
            _report_cells(suspects, field, bad)
            broken[column] = bad[ROW].filter(~bad[VERDICT].is_in(["PL101", "PL102"]))
            if table_messages.slow_pattern.check(field):
                place = suspects.table.place(column)
                suspects.found.issues.append(
                    table_messages.slow_pattern.issue(**place, value=field.constraints["pattern"])
                )
    return broken


def _decide(field: Field, rows: pl.DataFrame) -> pl.DataFrame:
    """Keep the rows whose cell is bad, with the code of its fault; a doubt about the type is settled once a text."""
    cell, doubtful = pl.col(field.name), pl.col(VERDICT) == "PL101"
    texts = rows.filter(doubtful)[field.name].unique()
    if not len(texts):
        return rows
    verdicts = pl.Series([fault(field, text or "") for text in texts], dtype=pl.String)
    settled = cell.replace_strict(texts, verdicts, default=None, return_dtype=pl.String)
    return rows.with_columns(pl.when(doubtful).then(settled).otherwise(VERDICT).alias(VERDICT)).drop_nulls(VERDICT)


def _report_cells(suspects: SuspectRows, field: Field, bad: pl.DataFrame) -> None:
    from pyplanning.validation.suggest import suggestion

    def words(row: Row) -> Row:
        cell = row[field.name] or ""
        return {"value": cell, "suggestion": suggestion(field, cell, suspects.resource, row)}

    for (code,), rows in bad.group_by(VERDICT, maintain_order=True):
        message = table_messages.BY_CODE[str(code)]
        suspects.report(message, field.name, rows, words, **table_messages.words(field, message.code))


def _parts(key: Sequence[str], resource: Resource) -> pl.Expr:
    """Give the cells of a key as they are compared, as one value."""
    texts = [compared(column, resource) for column in key]
    return pl.struct(texts) if len(texts) > 1 else pl.col(texts)


def _hash_of_key(key: Sequence[str], resource: Resource) -> pl.Expr:
    """Hash the cells of a key; null where one of them is, since nulls never clash."""
    filled = pl.all_horizontal(present(column, resource) for column in key)
    return pl.when(filled).then(_parts(key, resource).hash())


def _check_unique(suspects: SuspectRows, key: tuple[str, ...], keys: pl.DataFrame, hashes: pl.Series) -> None:
    """Report rows of the whole table whose key is in an earlier row; ``hashes`` are those of the ``keys``."""
    ordered = hashes.drop_nulls().sort()  # faster than a table of hashes
    doubled = ordered.filter(ordered == ordered.shift(1))
    if not len(doubled):
        return
    rows = keys.filter(hashes.is_in(doubled.implode())).sort(ROW)
    again = rows.filter(~_parts(key, suspects.resource).is_first_distinct())
    suspects.report(table_messages.unique, "/".join(key), again, lambda row: {"value": "/".join(row[c] for c in key)})
