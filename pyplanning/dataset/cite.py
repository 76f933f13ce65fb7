"""How to cite the package."""

from __future__ import annotations

from typing import Literal

from pyplanning.datapackage.descriptor import PackageError
from pyplanning.datapackage.metadata import citation, creators, licence_names
from pyplanning.dataset.load import Release, opened_package

NAMED = ("contributors", "title", "name", "version", "created")


def cite(style: Literal["text", "bibtex"] = "text", release: Release | None = None) -> str:
    """The citation of the package that is installed, or of a downloaded ``release``, as text or as a BibTeX entry.

    Raises ValueError for another style, and PackageError where the release cannot be read or
    its descriptor does not hold what is cited.
    """
    with opened_package(release) as (folder, found):
        lacking = [name for name in NAMED if not found.get(name)]
    if lacking:
        names, shown = ", ".join(lacking), release or folder
        raise PackageError(
            f"{shown}: datapackage.json lacks {names}, which the citation names; add it",
            f"{shown}：datapackage.json缺少引用所需的{names}，请补充",
        )
    if style == "text":
        return citation(found)
    if style == "bibtex":
        name, version = found["name"], found["version"]
        return (
            f"@misc{{{name}_{version.replace('.', '_')},\n"
            f"  author  = {{{{{creators(found)}}}}},\n"
            f"  title   = {{{found['title']}}},\n"
            f"  year    = {{{found['created'][:4]}}},\n"
            f"  version = {{{version}}},\n"
            f"  note    = {{{', '.join(filter(None, (f'Data package {name}', licence_names(found))))}}}\n"
            f"}}"
        )
    raise ValueError(f"style must be 'text' or 'bibtex', not {style!r}")
