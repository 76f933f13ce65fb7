"""Where a package is at home: its page, its repository and its DOI, as datapackage.json gives them.

The build of the distribution runs this file by itself (``hatch_build.py``), so it needs nothing but Python.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

WEB = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)
DOI = re.compile(
    r"(?:https?://(?:dx\.)?doi\.org/|doi:)?(?P<doi>10\.\d{4,9}(?:\.\d+)?/[-._;()/:A-Z0-9]+)", re.IGNORECASE | re.ASCII
)


class Home(NamedTuple):
    """The addresses of a package: of its page, its repository and its DOI; "" for what is not known."""

    homepage: str
    repository: str
    doi: str  # as 10.5281/zenodo.1

    @property
    def doi_address(self) -> str:
        """The address that resolves the DOI; "" without one."""
        return self.doi and f"https://doi.org/{self.doi}"

    @property
    def others(self) -> list[str]:
        """The addresses in addition to that of the page."""
        return [address for address in (self.doi_address, self.repository) if address]

    @property
    def addresses(self) -> dict[str, str]:
        """The addresses that are known, under the names by which PyPI lists them."""
        named = {"Homepage": self.homepage, "Repository": self.repository, "DOI": self.doi_address}
        return {name: address for name, address in named.items() if address}


def home(properties: Mapping[str, object]) -> Home:
    """Read the addresses out of the properties of a descriptor: ``homepage``, ``repository``, and ``id`` for the DOI.

    Only what is an address on the web, or a DOI, counts, since pages and citations link to it.
    """
    page, repository = (_web(properties.get(name)) for name in ("homepage", "repository"))
    doi = DOI.fullmatch(str(properties.get("id") or "").strip())
    return Home(page, repository, doi["doi"] if doi else "")


def _web(found: object) -> str:
    address = str(found or "").strip()
    return address if WEB.fullmatch(address) else ""
