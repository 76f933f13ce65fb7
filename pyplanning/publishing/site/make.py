"""Make the site: every page in each language, in a folder that takes its place when it is complete."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib import resources
from pathlib import Path

from pyplanning.datapackage.descriptor import PackageError, descriptor
from pyplanning.dataset.read import lacking, read_table
from pyplanning.dataset.row_names import LANGS
from pyplanning.io.write import new_folder
from pyplanning.publishing.site import (
    about,
    agencies,
    compare,
    concepts,
    coverage,
    duties,
    front,
    instruments,
    parks,
    plans,
    projects,
    promises,
    regions,
    targets,
)
from pyplanning.publishing.site.content import read_content
from pyplanning.publishing.site.pages import environment, written

PARTS = (
    *(front, targets, compare, promises, regions, projects, instruments, parks, duties, plans, agencies, concepts),
    *(coverage, about),
)


def make_site(folder: Path, target: Path, downloads: Sequence[Path] = ()) -> None:
    """Make the data explorer of the package in ``folder`` as a folder of static pages, ``target``.

    ``downloads`` are release files that the front page offers; they stay in their place and are
    linked relative to ``target``. The same package gives the same bytes.
    Raises PackageError where ``target`` is a file, holds something or cannot be written, where a
    download is missing, or where the package is damaged.
    """
    for file in downloads:
        if not file.is_file():
            raise PackageError(
                f"{file} is missing; write the release first, or do not offer it as a download",
                f"{file}缺失，请先生成发布文件，或不将其列入下载",
            )
    with new_folder(target) as made:
        for address, text in _files(folder, target, downloads):
            file = made / address
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")


def _files(folder: Path, target: Path, downloads: Sequence[Path]) -> Iterator[tuple[str, str]]:
    """Give the files of the site, as (address, text)."""
    assets = resources.files("pyplanning.publishing.site") / "assets"
    for asset in sorted(assets.iterdir(), key=lambda file: file.name):
        yield f"assets/{asset.name}", asset.read_text(encoding="utf-8")
    read = read_content(folder, LANGS[0], target, downloads)
    if missing := lacking(descriptor(), read.package):
        raise PackageError(
            f"{folder} lacks {missing[0]}, which the pages show; make them with the version that made the package",
            f"{folder}缺少网页所需的{missing[0]}，请用生成该数据包的版本来生成网页",
        )
    for resource in read.package.resources:
        read_table(folder, resource)  # refuses a number that is none, on which the pages rely
    yield "index.html", environment().get_template("choice.html").render(package=read.package)
    for lang in LANGS:
        content = replace(read, source=replace(read.source, lang=lang))
        for part in PARTS:
            for made in part.pages(content):
                for address, text in written(made, content):
                    yield f"{lang}/{address}", text
