"""Read a release of another version than the installed one."""

import pytest

import pyplanning as pp
from pyplanning.datapackage.descriptor import descriptor


def test_of_many_tables_that_a_release_lacks_the_first_are_named(write_package):
    def older(package):
        package["version"] = "1.0.0"
        package["resources"] = [table for table in package["resources"] if table["name"] == "units"]

    folder = write_package({}, older)
    with pytest.warns(UserWarning, match="it lacks: ") as caught:
        pp.load("units", release=folder)
    en, zh = str(caught[0].message).splitlines()
    lacking = [name for name in descriptor().tables if name != "units"][:10]
    assert f"; it lacks: {', '.join(lacking)} … (" in en
    assert f"；发布版缺少：{'、'.join(lacking)}……（共" in zh
