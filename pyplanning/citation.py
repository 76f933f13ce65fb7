"""How to cite the package."""

from __future__ import annotations

from typing import Literal

from pyplanning.datapackage import descriptor


def cite(style: Literal["text", "bibtex"] = "text") -> str:
    """The citation of this version of the package, as text or as a BibTeX entry.

    Raises ValueError for another style.
    """
    found = descriptor()
    authors = " and ".join(person["title"] for person in found["contributors"])
    title, version, year = found["title"], found["version"], found["created"][:4]
    name = found["name"]
    if style == "text":
        return f"{authors} ({year}). {title} ({name}), version {version} [Data set]. CC BY 4.0."
    if style == "bibtex":
        return (
            f"@misc{{{name}_{version.replace('.', '_')},\n"
            f"  author  = {{{{{authors}}}}},\n"
            f"  title   = {{{title}}},\n"
            f"  year    = {{{year}}},\n"
            f"  version = {{{version}}},\n"
            f"  note    = {{Data package {name}, CC BY 4.0}}\n"
            f"}}"
        )
    raise ValueError(f"style must be 'text' or 'bibtex', not {style!r}")
