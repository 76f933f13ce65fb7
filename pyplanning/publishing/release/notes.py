"""Release notes: what changed, how many rows each table has, what to download."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pyplanning.datapackage.metadata import File, day
from pyplanning.datapackage.resource import Package
from pyplanning.dataset.row_names import Lang
from pyplanning.publishing.release.readiness import CHANGELOG, section

if TYPE_CHECKING:
    from pyplanning.publishing.diff.diff import Difference

# Ending of a file's name → what it is for.
FILES = {
    ".zip": ("the data package: descriptor, CSV tables, licences", "数据包：描述文件、CSV表、许可"),
    "-zh.xlsx": ("a workbook for people, in Chinese", "供阅读使用的中文工作簿"),
    "-en.xlsx": ("a workbook for people, in English", "供阅读使用的英文工作簿"),
    ".sqlite": ("a database with keys, indexes and views", "带主外键、索引与视图的数据库"),
}
FOLDERS = {
    "csv-zh": ("the tables for Excel, with Chinese headers and names", "供Excel打开的CSV表，中文表头与名称"),
    "csv-en": ("the tables for Excel, with English headers and names", "供Excel打开的CSV表，英文表头与名称"),
    "site": ("the explorer: open site/index.html", "浏览网页：打开site/index.html"),
    "parquet": ("the tables with types, for programs", "带类型的表，供程序读取"),
}
HEADS = {
    "en": ("Release notes", "Files", "| file | what it is | size |", "Rows", "| table | rows |", "Changes"),
    "zh": ("发布说明", "文件", "| 文件 | 内容 | 大小 |", "行数", "| 表 | 行数 |", "变更"),
}


def release_notes(
    checkout: Path,
    package: Package,
    rows: Mapping[str, int],
    difference: Difference | None,
    files: Sequence[File],
    lang: Lang,
) -> str:
    """Make the notes of a release as Markdown: the changelog's section, the version step, counts by table, files.

    ``rows`` has the number of rows by table; ``difference`` is what changed since the last
    release, None for the first one.
    """
    zh = lang == "zh"
    title, downloads, download_head, counts, counts_head, changes = HEADS[lang]
    head = f"# {package.text('title', lang) or package.name} {package.version}"
    lines = [head, "", f"{title} · {day(package)}", "", f"## {changes}", ""]
    if difference is not None:
        from pyplanning.publishing.diff.as_text import verdict

        lines += [verdict(difference, lang), ""]
    log = (checkout / CHANGELOG).read_text(encoding="utf-8")
    lines.append(section(log, package.version))
    lines += ["", f"## {counts}", "", counts_head, "|---|---:|"]
    lines += [f"| {r.text('title', lang) or r.name} (`{r.name}`) | {rows[r.name]:,} |" for r in package.resources]
    lines += [f"| {'合计' if zh else 'all'} | {sum(rows.values()):,} |", ""]
    lines += [f"## {downloads}", "", download_head, "|---|---|---:|"]
    lines += [f"| {name} | {what[zh]} | {_size(size)} |" for name, what, size in _downloads(files)]
    return "\n".join(lines) + "\n"


def _downloads(files: Sequence[File]) -> list[tuple[str, tuple[str, str], int]]:
    """List the downloads, with what each is and its size in bytes: single files, then folders of tables."""
    single = [
        (f.name, FILES[end], f.bytes) for end in FILES for f in files if "/" not in f.name and f.name.endswith(end)
    ]
    single = [one for one in single if not one[0].startswith("changes-")]
    inside = {folder: [f.bytes for f in files if f.name.startswith(f"{folder}/")] for folder in FOLDERS}
    return single + [(f"{folder}/", FOLDERS[folder], sum(sizes)) for folder, sizes in inside.items() if sizes]


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 1e5 else f"{count / 1e3:.0f} kB"
