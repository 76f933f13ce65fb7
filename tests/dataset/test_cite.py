"""How to cite the package."""

import re

import pytest

import pyplanning as pp
from pyplanning.datapackage.descriptor import descriptor

# Packages made here are of other versions than the installed one.
pytestmark = pytest.mark.filterwarnings("ignore:this release is version:UserWarning")


def test_as_text():
    found = descriptor().properties
    assert pp.cite() == pp.cite("text")
    assert pp.cite() == (
        f"{found['contributors'][0]['title']} ({found['created'][:4]}). {found['title']} ({found['name']}), "
        f"version {found['version']} [Data set]. CC BY 4.0."
    )


def test_as_bibtex():
    found, entry = descriptor().properties, pp.cite("bibtex")
    assert entry.startswith(f"@misc{{{found['name']}_{found['version'].replace('.', '_')},\n")
    assert entry.endswith("\n}")
    assert entry.count("{") == entry.count("}")
    cells = dict(re.findall(r"^  (\w+) += \{(.*)\},?$", entry, re.MULTILINE))
    assert cells == {
        "author": f"{{{found['contributors'][0]['title']}}}",
        "title": found["title"],
        "year": found["created"][:4],
        "version": found["version"],
        "note": f"Data package {found['name']}, CC BY 4.0",
    }


def test_the_licence_cited_is_that_of_the_descriptor():
    assert [licence["name"] for licence in descriptor().properties["licenses"]] == ["CC-BY-4.0"]


@pytest.mark.parametrize("style", ["apa", "", "Text", None])
def test_another_style_is_refused(style):
    with pytest.raises(ValueError, match="style must be 'text' or 'bibtex', not "):
        pp.cite(style)


def test_a_release_is_cited_as_it_describes_itself(write_package):
    def edit(package):
        package |= {"version": "0.3.1", "created": "2033-02-01T00:00:00Z", "title": "Plans of old"}
        package["contributors"] = [{"title": "Some keepers"}, {"title": "Others"}]

    folder = write_package(edit=edit)
    assert pp.cite(release=folder) == (
        "Some keepers and Others (2033). Plans of old (pyplanning-data), version 0.3.1 [Data set]. CC BY 4.0."
    )
    entry = pp.cite("bibtex", release=str(folder))
    assert entry.startswith("@misc{pyplanning-data_0_3_1,\n")
    assert "  year    = {2033},\n" in entry
    with pytest.raises(ValueError, match="style must be"):
        pp.cite("apa", release=folder)


def test_the_addresses_are_cited_where_the_descriptor_has_them(write_package):
    def edit(package):
        package |= {"homepage": "https://example.org/plans", "id": "10.5281/zenodo.17"}

    folder = write_package(edit=edit)
    assert pp.cite(release=folder).endswith(" [Data set]. CC BY 4.0. https://doi.org/10.5281/zenodo.17")
    assert pp.cite("bibtex", release=folder).endswith(
        "CC BY 4.0},\n  doi     = {10.5281/zenodo.17},\n  url     = {https://example.org/plans}\n}"
    )
