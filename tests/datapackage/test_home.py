"""Where a package is at home: one place for its addresses."""

import pytest

from pyplanning.datapackage.home import Home, home

PAGE, REPOSITORY = "https://example.org/plans", "https://git.example.org/plans"


def test_nothing_is_known_until_somebody_fills_it_in():
    assert home({}) == Home("", "", "")
    assert home({"homepage": None, "repository": "", "id": "  "}).addresses == {}


@pytest.mark.parametrize("written", ["10.5281/zenodo.17", "doi:10.5281/zenodo.17", "https://doi.org/10.5281/zenodo.17"])
def test_a_doi_is_known_in_every_form(written):
    found = home({"homepage": PAGE, "repository": REPOSITORY, "id": written})
    assert found == Home(PAGE, REPOSITORY, "10.5281/zenodo.17")
    assert found.addresses == {"Homepage": PAGE, "Repository": REPOSITORY, "DOI": "https://doi.org/10.5281/zenodo.17"}
    assert found.others == ["https://doi.org/10.5281/zenodo.17", REPOSITORY]


@pytest.mark.parametrize(
    "hostile", ["javascript:alert(1)", "plans", "https://", "https://a b", "//example.org", 7, ["x"]]
)
def test_what_is_no_address_is_not_linked(hostile):
    assert home({"homepage": hostile, "repository": hostile, "id": hostile}) == Home("", "", "")


@pytest.mark.parametrize("other", ["b03ec84a-77fd-4270-813b-0c698943f7ce", "10.5281/a\nb", "10.5281/", "10.5281/<x>"])
def test_another_id_is_no_doi(other):
    assert home({"id": other}).doi == ""
