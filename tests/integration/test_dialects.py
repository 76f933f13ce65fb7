"""A package in another dialect is read alike by every command."""

import csv
import json

import pytest

import pyplanning as pp
from pyplanning.datapackage.descriptor import read_descriptor
from pyplanning.io.rows import read_rows
from pyplanning.publishing.diff.diff import diff


def rewritten(folder, place, delimiter, encoding):
    """The same package with other marks between its cells, in another encoding."""
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        with (folder / resource["path"]).open(encoding="utf-8", newline="") as lines:
            rows = list(csv.reader(lines))
        file = place / resource["path"]
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("w", encoding=encoding, newline="") as lines:
            csv.writer(lines, delimiter=delimiter, lineterminator="\n").writerows(rows)
        resource |= {"dialect": {"delimiter": delimiter}, "encoding": encoding}
        resource.pop("hash", None)
        resource.pop("bytes", None)
    (place / "datapackage.json").write_text(json.dumps(package, ensure_ascii=False), encoding="utf-8")
    return place


@pytest.mark.parametrize(("delimiter", "encoding"), [(";", "utf-8"), ("\t", "gb18030")])
def test_a_package_in_another_dialect_is_read_alike(example, tmp_path, delimiter, encoding):
    plain = example.package()
    other = rewritten(plain, tmp_path / "other", delimiter, encoding)
    assert read_rows(other, read_descriptor(other)) == read_rows(plain, read_descriptor(plain))
    before, after = pp.validate(plain), pp.validate(other)
    assert (after.issues, after.counts) == (before.issues, before.counts)
    assert all(not (len(t.added) or len(t.removed) or len(t.cells)) for t in diff(plain, other).tables)
    assert pp.verify(example.sources(), other) == pp.verify(example.sources(), plain)
    assert pp.load("targets", release=other).equals(pp.load("targets", release=plain))
