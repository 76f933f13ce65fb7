"""Check a contribution in one step: fill in, validate, verify, account for numbers, and mark the workbook."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from pyplanning.contribution.annotate import annotate
from pyplanning.contribution.fix import fix
from pyplanning.contribution.merge import changed_rows, shipped_row_changed
from pyplanning.datapackage.descriptor import PackageError, root
from pyplanning.io.excel import EDITABLE
from pyplanning.io.read import read
from pyplanning.io.table import Table
from pyplanning.rule import Change, Report
from pyplanning.validation.causes import plans_in
from pyplanning.validation.coverage import coverage, number_in_no_row, unaccounted
from pyplanning.validation.fill_cells import plan_of
from pyplanning.validation.prepare import prepare


@dataclass(frozen=True)
class Checked:
    """What a check found: the plan, the cells changed, the findings, and the marked workbook.

    ``report`` includes the numbers of the text that are in no row, as findings PL510.
    """

    plan_id: str
    changes: tuple[Change, ...]
    report: Report
    marked: Path

    @property
    def open_numbers(self) -> int:
        """How many numbers of the text are in no row."""
        return sum(issue.code == number_in_no_row.code for issue in self.report.issues)

    def next_step(self, text: Path, lang: str) -> str:
        """Say in one sentence what to do next."""
        errors = sum(issue.level == "error" for issue in self.report.issues) - self.open_numbers
        again = f"pyplanning contribute {self.marked} {text}"
        merge = f"pyplanning merge {self.marked} --source {self.plan_id}={text}"
        corrections = sum(issue.code == shipped_row_changed.code for issue in self.report.issues)
        if errors:
            en = f"Next: correct the {errors:,} marked errors in {self.marked}, save it, and run {again}"
            zh = f"下一步：在{self.marked}中改正已标出的{errors:,}处错误，保存后运行 {again}"
        elif self.open_numbers:
            en = (
                f"Next: add rows to {self.marked} for the {self.open_numbers:,} numbers that are in none, or give in"
                f" other_numbers the reason why they state no fact, and run {again}"
            )
            zh = (
                f"下一步：在{self.marked}中为未列入任何行的{self.open_numbers:,}个数字补行，"
                f"不陈述事实的在“其他数字”表中说明原因，然后运行 {again}"
            )
        elif corrections:
            en = (
                f"Next: the contribution changes {corrections:,} cells of the package; if that is meant, run"
                f" {merge} --correct in a checkout of the repository"
            )
            zh = (
                f"下一步：填报将更改数据包中的{corrections:,}个单元格，如确需更正，请在代码仓库的检出目录中运行"
                f" {merge} --correct"
            )
        else:
            en = f"Next: the contribution is complete; in a checkout of the repository, run {merge}"
            zh = f"下一步：填报已完成，请在代码仓库的检出目录中运行 {merge}"
        return zh if lang == "zh" else en


def contribute(book: str | Path, text: str | Path, marked: str | Path | None = None, lang: str = "zh") -> Checked:
    """Check the workbook of one plan against the plan's ``text``, and write a copy that shows what was found.

    What is certain is filled in as ``fix`` does; names stay names. The rows are validated and verified,
    and the numbers of the text accounted for; the findings are marked at the cells of ``marked``, which is by default
    beside ``book`` under its name with -marked. ``lang`` is the language of the notes.
    Returns Checked. Raises PackageError where something cannot be read or written, and where the
    workbook is not about one plan.
    """
    book, text = Path(book), Path(text)
    if book.suffix.lower() not in EDITABLE:
        raise PackageError(
            f"{book} is no workbook that can be marked; save it as .xlsx", f"{book}不是可标注的工作簿，请另存为.xlsx"
        )
    target = Path(marked) if marked else _beside(book)
    plan = _plan(read(book), book)
    sources = {plan: text}
    with TemporaryDirectory(prefix="pyplanning-") as folder:
        filled = Path(folder, target.name)
        fixed = fix(book, filled, sources=sources)
        numbers = unaccounted(coverage(sources, filled))
        corrections = changed_rows(prepare(read(filled), read(root()), sources).tables, root())
        found = sorted([*fixed.left.issues, *corrections, *(replace(one, file=str(filled)) for one in numbers)])
        annotate(filled, replace(fixed.left, issues=tuple(found)), target, lang)
        issues = tuple(replace(one, file=str(target)) if one.file == str(filled) else one for one in found)
    return Checked(plan, fixed.changes, replace(fixed.left, issues=issues), target)


def _beside(book: Path) -> Path:
    """Name the marked copy of a workbook; one that was marked before is marked again."""
    return book if book.stem.endswith("-marked") else book.with_name(f"{book.stem}-marked{book.suffix}")


def _plan(tables: Sequence[Table], book: Path) -> str:
    """Name the only plan that a workbook is about."""
    found = plan_of(tables)
    if len(several := plans_in(tables)) > 1:
        raise PackageError(
            f"{book} is about several plans: {', '.join(several)}; contribute a workbook for each of them",
            f"{book}涉及多部规划：{'、'.join(several)}，请每部规划一个工作簿，分别填报",
        )
    if not found:
        raise PackageError(
            f"{book} is not about one plan; give it one row in plans, with its plan_id",
            f"{book}不是关于一部规划的工作簿，请在“规划”表中填一行，并填写主键",
        )
    return found
