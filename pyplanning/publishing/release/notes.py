"""Release notes: what changed, how many rows each table has, what to download."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from pyplanning.datapackage.metadata import File, day
from pyplanning.datapackage.resource import Package
from pyplanning.dataset.row_names import Lang
from pyplanning.publishing.diff.as_text import verdict
from pyplanning.publishing.diff.diff import Difference
from pyplanning.publishing.release.readiness import CHANGELOG, section

# By language: headings, and what files are for, by the ending of their name or their folder.
WORDS: dict[str, dict[str, dict[str, str]]] = json.loads(
    Path(__file__).with_name("notes.json").read_text(encoding="utf-8")
)


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
    words = WORDS[lang]["heads"]
    head = f"# {package.text('title', lang) or package.name} {package.version}"
    lines = [head, "", f"{words['title']} · {day(package)}", "", f"## {words['changes']}", ""]
    lines += [verdict(difference, lang), ""] if difference is not None else []
    lines.append(section((checkout / CHANGELOG).read_text(encoding="utf-8"), package.version))
    lines += ["", f"## {words['rows']}", "", words["row columns"], "|---|---:|"]
    lines += [f"| {r.text('title', lang) or r.name} (`{r.name}`) | {rows[r.name]:,} |" for r in package.resources]
    lines += [f"| {words['all rows']} | {sum(rows.values()):,} |", ""]
    lines += [f"## {words['files']}", "", words["file columns"], "|---|---|---:|"]
    lines += [f"| {name} | {what} | {_size(size)} |" for name, what, size in _downloads(files, lang)]
    return "\n".join(lines) + "\n"


def _downloads(files: Sequence[File], lang: Lang) -> list[tuple[str, str, int]]:
    """List the downloads, with what each is and its size in bytes: single files, then folders of tables."""
    top = [file for file in files if "/" not in file.name and not file.name.startswith("changes-")]
    endings, folders = WORDS[lang]["files"], WORDS[lang]["folders"]
    single = [(f.name, what, f.bytes) for end, what in endings.items() for f in top if f.name.endswith(end)]
    inside = {folder: [f.bytes for f in files if f.name.startswith(f"{folder}/")] for folder in folders}
    return single + [(f"{folder}/", folders[folder], sum(sizes)) for folder, sizes in inside.items() if sizes]


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 1e5 else f"{count / 1e3:.0f} kB"
