"""How to cite the package."""

from typing import Literal

from pyplanning.datapackage.errors import PackageError
from pyplanning.datapackage.metadata import citation, creators, home, licence_names
from pyplanning.dataset.read import Release, open_package

CITED = ("contributors", "title", "name", "version", "created")


def cite(style: Literal["text", "bibtex"] = "text", release: Release | None = None) -> str:
    """Cite the installed package, or a downloaded ``release``, as text or as a BibTeX entry.

    Raises ValueError for another style, and PackageError if the release cannot be read or
    its descriptor does not hold what is cited.
    """
    with open_package(release) as (folder, package):
        properties = package.properties
    if lacking := ", ".join(name for name in CITED if not properties.get(name)):
        place = release or folder
        raise PackageError(
            f"{place}: datapackage.json lacks {lacking}, which the citation names; add it",
            f"{place}：datapackage.json缺少引用所需的{lacking}，请补充",
        )
    if style == "text":
        return citation(package)
    if style == "bibtex":
        name, version, found = package.name, package.version, home(package)
        addresses = {"doi": found.doi, "url": found.homepage or found.repository}
        more = "".join(f",\n  {key:<7} = {{{value}}}" for key, value in addresses.items() if value)
        return (
            f"@misc{{{name}_{version.replace('.', '_')},\n"
            f"  author  = {{{{{creators(package)}}}}},\n"
            f"  title   = {{{properties['title']}}},\n"
            f"  year    = {{{properties['created'][:4]}}},\n"
            f"  version = {{{version}}},\n"
            f"  note    = {{{', '.join(filter(None, (f'Data package {name}', licence_names(package))))}}}"
            f"{more}\n}}"
        )
    raise ValueError(f"style must be 'text' or 'bibtex', not {style!r}")
