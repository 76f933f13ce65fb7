"""Make a release: every file that people download, from a checkout that is ready for it.

The same checkout gives the same bytes, whenever and wherever it is made: all dates are the
one that the descriptor gives in ``created``.
"""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import polars as pl

from pyplanning.datapackage.integrity import open_package
from pyplanning.datapackage.metadata import LANGS, File, as_text, complete, listed
from pyplanning.datapackage.resource import Package, Resource
from pyplanning.dataset.derived import Cells
from pyplanning.dataset.load import derived_tables
from pyplanning.dataset.read_polars import frame_of
from pyplanning.dataset.row_names import Source
from pyplanning.dataset.trajectories import RESOURCE
from pyplanning.io.read import read_text
from pyplanning.io.release_folder import SUMS
from pyplanning.io.write import new_folder
from pyplanning.publishing import site
from pyplanning.publishing.diff.as_text import to_dict
from pyplanning.publishing.diff.as_workbook import review
from pyplanning.publishing.diff.diff import Difference, diff
from pyplanning.publishing.release import readiness
from pyplanning.publishing.release.archive import archive_name, with_files, write_archive
from pyplanning.publishing.release.citation_file import citation_file
from pyplanning.publishing.release.croissant import croissant
from pyplanning.publishing.release.dcat import dcat
from pyplanning.publishing.release.notes import release_notes
from pyplanning.publishing.release.parquet import typed_frames, write_parquet
from pyplanning.publishing.release.schema_org import schema_org
from pyplanning.publishing.release.spreadsheets import write_spreadsheets
from pyplanning.publishing.release.sqlite import write_sqlite
from pyplanning.publishing.release.workbook import with_tables, write_workbook

Tables = dict[str, pl.DataFrame]  # by name
Say = Callable[[str, str], None]  # reports what is being done, in English and Chinese


def release(
    target: str | os.PathLike[str],
    checkout: str | os.PathLike[str] = ".",
    last: str | os.PathLike[str] | None = None,
    say: Say = lambda en, zh: None,
) -> Path:
    """Make the release of a checkout in the new folder ``target``.

    ``last`` is the release before this one (its folder or zip), by which the version is judged;
    it is needed where the changelog has an earlier version. ``say`` is called at each step.

    Returns the folder. Raises PackageError, with all objections at once, where the checkout has
    uncommitted changes or errors, where its version is too low or not in the changelog, where
    generated documents are stale, or an id vanished without being retired; where ``target``
    exists already; and where the disk is full, in which case no half release is left.
    """
    folder, source = Path(target), Path(checkout)
    package = complete(open_package(source))
    say("Checking", "正在检查")
    difference = None if last is None else diff(last, source)
    readiness.refuse(
        [
            *readiness.uncommitted(source),
            *readiness.invalid(source),
            *readiness.untranslated(source, package),
            *readiness.unfit(source, package, difference),
            *readiness.unannounced(source, package),
            *readiness.stale(source, package),
        ]
    )
    with new_folder(folder) as made:
        _write_files(source, package, made, difference, say)
    return folder


def _write_files(checkout: Path, package: Package, made: Path, difference: Difference | None, say: Say) -> None:
    """Fill the folder ``made`` with the files of the release."""
    texts = {resource.name: read_text(checkout, resource) for resource in package.resources}
    frames = typed_frames(package, texts)
    derived = derive_tables(package, frames)
    write_archive(checkout, made / archive_name(package), derived)
    whole, _ = with_files(package, derived)
    _write_for_people(package, texts, derived, made, say)
    say("Writing Parquet and SQLite", "正在生成Parquet和SQLite")
    _write_for_programs(whole, frames | derived, made)
    if difference is not None:
        stem = made / f"changes-since-{difference.old_version}"
        _write(Path(f"{stem}.json"), as_text(to_dict(difference)))
        for lang in LANGS:
            review(difference, f"{stem}-{lang}.xlsx", lang)
    data = _files(made)
    for name, metadata in (("croissant.json", croissant), ("dataset.jsonld", schema_org), ("dcat.jsonld", dcat)):
        _write(made / name, as_text(metadata(whole, data)))
    _write(made / "CITATION.cff", citation_file(package))
    say("Making the explorer", "正在生成数据浏览网页")
    site.make_site(checkout, made / "site", [made / file.name for file in data if "/" not in file.name])
    files, rows = _files(made), {name: text.height for name, text in texts.items()}
    _write(made / "RELEASE-NOTES.md", release_notes(checkout, package, rows, difference, files, "en"))
    _write(made / "RELEASE-NOTES.zh.md", release_notes(checkout, package, rows, difference, files, "zh"))
    _write(made / SUMS, "".join(f"{file.sha256}  {file.name}\n" for file in _files(made)))


def derive_tables(package: Package, frames: Tables) -> Tables:
    """Derive the tables that follow from those of a package, which are ``frames``."""

    def rows(table: Resource, columns: Sequence[str]) -> list[Cells]:
        return frames[table.name].select(columns).to_dicts()

    found = [table for table in derived_tables().values() if table.follows_from(package)]
    return {table.name: frame_of(table.rows(package, rows), table.resource) for table in found}


def _write_for_people(package: Package, texts: Tables, derived: Tables, made: Path, say: Say) -> None:
    """Write the workbooks, and the CSV tables for Excel."""
    rows = {name: text.fill_null("").to_dicts() for name, text in texts.items()}
    for lang in LANGS:
        say(f"Writing the workbook ({lang})", f"正在生成工作簿（{lang}）")
        source = Source(package, rows, lang)
        # Progress repeats what targets and observations have; a workbook has to be mailed.
        book = with_tables(source, {name: frame for name, frame in derived.items() if name == RESOURCE.name})
        write_workbook(book, made / f"{_stem(package)}-{lang}.xlsx")
        (made / f"csv-{lang}").mkdir()
        write_spreadsheets(with_tables(source, derived), made / f"csv-{lang}")


def _write_for_programs(package: Package, frames: Tables, made: Path) -> None:
    """Write the tables with their true types, as Parquet and in an SQLite database."""
    write_sqlite(package, frames, made / f"{_stem(package)}.sqlite")
    (made / "parquet").mkdir()
    for name, frame in frames.items():
        write_parquet(package.tables[name], frame, package, made / "parquet" / f"{name}.parquet")


def _stem(package: Package) -> str:
    return archive_name(package).removesuffix(".zip")


def _files(folder: Path) -> list[File]:
    return listed(folder, (file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()))


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")
