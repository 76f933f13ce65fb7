"""A package in another dialect is read alike by every command."""

import csv
import json
from dataclasses import replace

import pytest

import pyplanning as pp
from pyplanning.datapackage.descriptor import read_descriptor
from pyplanning.io.rows import read_rows
from pyplanning.publishing.diff.diff import diff
from pyplanning.publishing.site import make_site


def rewritten(folder, place, delimiter=",", encoding="utf-8", missing="", parts=1):
    """The same package with other marks between its cells, in another encoding, with a text for nulls, in parts."""
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        with (folder / resource["path"]).open(encoding="utf-8", newline="") as lines:
            header, *rows = csv.reader(lines)
        rows = [[cell or missing for cell in row] for row in rows]
        size = len(rows) // parts + 1
        files = {
            resource["path"].replace(".csv", f"{i or ''}.csv"): rows[i * size : i * size + size] for i in range(parts)
        }
        for path, some in files.items():
            file = place / path
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("w", encoding=encoding, newline="") as lines:
                csv.writer(lines, delimiter=delimiter, lineterminator="\n").writerows([header, *some])
        resource |= {"path": [*files] if parts > 1 else next(iter(files)), "encoding": encoding}
        resource["dialect"] = {"delimiter": delimiter}
        resource["schema"]["missingValues"] = [missing]
        resource.pop("hash", None)
        resource.pop("bytes", None)
    (place / "datapackage.json").write_text(json.dumps(package, ensure_ascii=False), encoding="utf-8")
    return place


OTHERS = [
    {"delimiter": ";"},
    {"delimiter": "\t", "encoding": "gb18030"},
    {"missing": "n/a"},
    {"parts": 2},
    {"delimiter": ";", "missing": "-", "parts": 3},
]


@pytest.mark.parametrize("other", OTHERS, ids=lambda other: "-".join(other))
def test_a_package_in_another_dialect_is_read_alike(example, tmp_path, other):
    plain = example.package()
    other = rewritten(plain, tmp_path / "other", **other)
    assert read_rows(other, read_descriptor(other)) == read_rows(plain, read_descriptor(plain))
    before, after = pp.validate(plain), pp.validate(other)
    assert after.counts == before.counts
    assert [replace(issue, file="") for issue in after.issues] == [replace(issue, file="") for issue in before.issues]
    assert all(not (len(t.added) or len(t.removed) or len(t.cells)) for t in diff(plain, other).tables)
    assert pp.verify(example.sources(), other) == pp.verify(example.sources(), plain)
    assert pp.load("targets", release=other).equals(pp.load("targets", release=plain))


@pytest.mark.parametrize("other", OTHERS, ids=lambda other: "-".join(other))
def test_the_explorer_of_a_package_in_another_dialect_is_the_same(example, tmp_path, other):
    plain = example.package()
    other = rewritten(plain, tmp_path / "other", **other)
    sites = tmp_path / "before", tmp_path / "after"
    for package, site in zip((plain, other), sites, strict=True):
        make_site(package, site)
    before, after = ({page.relative_to(site): page.read_bytes() for page in site.rglob("*.*")} for site in sites)
    assert after == before
