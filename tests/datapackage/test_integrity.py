"""A package's descriptor and its files: what is wrong with them, and what is missing."""

from __future__ import annotations

import hashlib
import json

import pytest

import pyplanning as pp
from pyplanning.datapackage.descriptor import descriptor
from pyplanning.datapackage.integrity import descriptor_own, descriptor_standard, version_semantic
from pyplanning.datapackage.metadata import SEMVER

A, B = {"name": "a", "type": "string"}, {"name": "b", "type": "string"}


def edit_descriptor(folder, change):
    file = folder / "datapackage.json"
    package = json.loads(file.read_text(encoding="utf-8"))
    change(package)
    file.write_text(json.dumps(package, ensure_ascii=False), encoding="utf-8")


def refused(folder):
    with pytest.raises(pp.PackageError) as caught:
        pp.validate(folder)
    return caught.value


def damage(folder):
    """The finding that a file is missing, or is not the one that the descriptor lists."""
    (found,) = [issue for issue in pp.validate(folder).issues if issue.code in ("PL003", "PL004", "PL021")]
    return found


def outcome(folder):
    """The report, or the error that a user can mend; any other error is a fault of the library."""
    try:
        return pp.validate(folder)
    except pp.PackageError as error:
        return error


def test_the_shipped_descriptor_is_valid():
    assert descriptor_standard.check(descriptor()) == []
    assert descriptor_own.check(descriptor()) == []


# PL001, PL002


def test_pl001_a_property_of_another_kind(write_table):
    folder = write_table("a\nx\n", [A])
    edit_descriptor(folder, lambda package: package["resources"][0].update(format=5, scheme=True))
    assert [(i.code, i.file, i.table, i.level, i.value) for i in pp.validate(folder).issues] == [
        ("PL001", "datapackage.json", "", "error", "5"),
        ("PL001", "datapackage.json", "", "error", "true"),
    ]
    (first, second) = pp.validate(folder).issues
    assert first.en == "datapackage.json – resources[0].format is 5 – expected text"
    assert first.zh == "datapackage.json：resources[0].format为5，应为文本"
    assert second.en == "datapackage.json – resources[0].scheme is true – expected text"
    assert second.zh == "datapackage.json：resources[0].scheme为true，应为文本"


@pytest.mark.parametrize(
    ("change", "place", "found", "found_zh"),
    [
        ({"primaryKey": ["z"]}, "things", "the key column z is not a field", "键所含的列z不是字段"),
        (
            {"fields": [A | {"required": True}]},
            "things.a",
            "required is in the wrong place, expected it in the constraints",
            "required位置不对，应在constraints中",
        ),
        ({"fields": [A, A]}, "things", "two fields are called a", "有两个字段名为a"),
        (
            {"fields": [A | {"type": "integer", "example": "x"}]},
            "things.a",
            "the example 'x' is not of the type integer",
            'example "x"不是integer类型',
        ),
    ],
)
def test_pl002_what_a_descriptor_says_of_itself(write_table, change, place, found, found_zh):
    (issue,) = pp.validate(write_table("a\nx\n", **({"fields": [A]} | change))).issues
    assert (issue.code, issue.value) == ("PL002", place)
    assert issue.en == f"datapackage.json – {place}: {found}"
    assert issue.zh == f"datapackage.json：{place}：{found_zh}"


@pytest.mark.parametrize("example", ["7", 7, "x", "", None])
def test_pl002_is_silent_about_an_example_of_the_type(write_table, example):
    kind = "string" if example == "x" else "integer"
    assert pp.validate(write_table("a\n1\n", [{"name": "a", "type": kind, "example": example}])).issues == ()


def test_pl002_two_resources_of_one_name_and_properties_in_the_wrong_place(pack):
    table = {"name": "t", "path": "t.csv", "schema": {"fields": [A]}}
    wrong = {"missingValues": ["-"], "primaryKey": "a", "fields": 1}  # a number of fields is frictionless's own
    folder = pack([table, table | wrong], {"t.csv": "a\nx\n"}, fields=[A])
    assert sorted(i.en for i in pp.validate(folder).issues) == [
        "datapackage.json – datapackage.json: fields is in the wrong place, expected it in a schema",
        "datapackage.json – resources: two resources are called t",
        "datapackage.json – t: missingValues is in the wrong place, expected it in a schema",
        "datapackage.json – t: primaryKey is in the wrong place, expected it in a schema",
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"resources": [{"name": "x", "path": "things.csv", "schema": {"fields": [A], "foreignKeys": ["x"]}}]},
        {
            "resources": [
                {"name": "x", "path": "things.csv", "schema": {"fields": [A], "foreignKeys": [{"reference": 1}]}}
            ]
        },
        {"resources": [{"name": "x", "path": "things.csv", "mediatype": 5}]},
        {"resources": [{"name": "x", "path": "things.csv", "type": []}]},
        {"licenses": ["x"]},
        {"$schema": 5},
    ],
    ids=str,
)
def test_pl001_values_of_another_kind(write_table, change):
    folder = write_table("a\nx\n", [A])
    edit_descriptor(folder, lambda package: package.update(change))
    assert {i.code for i in pp.validate(folder).issues} == {"PL001"}


def test_pl001_asks_for_nothing_that_is_elsewhere(pack):
    url = "https://example.org/x.json"
    here = {"name": "here", "path": "a.csv", "profile": "tabular-data-resource", "schema": {"fields": [A]}}
    there = {"name": "there", "path": "a.csv", "profile": "tabular-data-resource", "schema": url}
    folder = pack([here, there | {"profile": url}, there | {"name": "again", "dialect": url}], {"a.csv": "a\nx\n"})
    edit_descriptor(folder, lambda package: package.update(profile="../../profile.json"))
    assert [i.code for i in pp.validate(folder).issues] == ["PL022", "PL022", "PL016", "PL016"]


@pytest.mark.parametrize("key", ["z", ["z"], 5, [5], [[5]]])
def test_pl001_unique_keys_that_are_no_lists_of_columns(write_table, key):
    issues = pp.validate(write_table("a\nx\n", [A], uniqueKeys=key)).issues
    assert {i.code for i in issues} == {"PL001"}
    assert all("uniqueKeys" in i.en for i in issues)


def test_pl002_a_unique_key_on_no_field(write_table):
    (issue,) = pp.validate(write_table("a\nx\n", [A], uniqueKeys=[["a", "z"]])).issues
    assert (issue.code, issue.en) == ("PL002", "datapackage.json – things: the key column z is not a field")


@pytest.mark.parametrize(
    ("key", "text"),
    [
        (
            {"fields": "a", "reference": {"resource": "others", "fields": "a"}},
            "a foreign key refers to others, which is not a resource",
        ),
        (
            {"fields": "a", "reference": {"resource": "", "fields": "z"}},
            "a foreign key refers to z, which is not a field of things",
        ),
        (
            {"fields": ["a"], "reference": {"fields": ["z"]}},
            "a foreign key refers to z, which is not a field of things",
        ),
        (
            {"fields": [], "reference": {"resource": "", "fields": []}},
            "a foreign key has 0 columns that refer to 0",
        ),
    ],
)
def test_pl002_a_foreign_key_to_nothing(write_table, key, text):
    (issue,) = pp.validate(write_table("a\nx\n", [A], foreignKeys=[key])).issues
    assert (issue.code, issue.en) == ("PL002", f"datapackage.json – things: {text}")


@pytest.mark.parametrize("keys", [{"primaryKey": ["a", "a"]}, {"uniqueKeys": [["a", "a"]]}])
def test_pl002_a_column_twice_in_a_key(write_table, keys):
    (issue,) = pp.validate(write_table("a\nx\n", [A], **keys)).issues
    assert (issue.code, issue.en) == ("PL002", "datapackage.json – things: a key names the column a twice")


def test_pl002_knows_nothing_of_a_schema_that_is_elsewhere(pack):
    key = {"fields": "a", "reference": {"resource": "others", "fields": "z"}}
    here = {"name": "things", "path": "a.csv", "schema": {"fields": [A], "foreignKeys": [key]}}
    others = {"name": "others", "path": "a.csv", "schema": "https://example.org/schema.json"}
    assert [i.code for i in pp.validate(pack([here, others], {"a.csv": "a\nx\n"})).issues] == ["PL204", "PL016"]


@pytest.mark.parametrize(
    ("kind", "limits", "fine"),
    [
        ("integer", {"minimum": 1, "maximum": "3", "exclusiveMaximum": 4.0, "enum": [1, "2"]}, True),
        ("integer", {"minimum": "x"}, False),
        ("integer", {"minimum": 0.5}, False),
        ("integer", {"minimum": True}, False),
        ("integer", {"enum": [1, "x"]}, False),
        ("number", {"minimum": 0.5, "exclusiveMinimum": -1, "enum": ["1e3"]}, True),
        ("number", {"maximum": "1,5"}, False),
        ("number", {"maximum": 10**400}, False),
        ("number", {"minimum": float("inf")}, False),
        ("integer", {"maximum": 10**30}, True),
        ("string", {"enum": ["x", None]}, False),
        ("boolean", {"enum": [True, "false"]}, True),
        ("boolean", {"enum": ["yes"]}, False),
        ("date", {"minimum": "2026-01-31"}, True),
        ("date", {"minimum": "2026-02-30"}, False),
        ("year", {"minimum": 1700, "maximum": "2100"}, True),
        ("year", {"minimum": 99}, False),
        ("datetime", {"exclusiveMinimum": "2026-01-31T08:30:00Z"}, True),
        ("datetime", {"minimum": "2026"}, False),
        ("yearmonth", {"minimum": "2026-01"}, True),
        ("array", {"enum": [[1], ["x"]]}, True),
        ("array", {"enum": [{}]}, False),
        ("object", {"enum": [{"a": 1}]}, True),
        ("geopoint", {"enum": ["90, 45"]}, True),
        ("duration", {"enum": ["1 year"]}, False),
    ],
)
def test_pl002_values_of_constraints_are_of_the_type(pack, kind, limits, fine):
    resource = {
        "name": "t",
        "path": "t.csv",
        "schema": {"fields": [{"name": "a", "type": kind, "constraints": limits}]},
    }
    found = pp.validate(pack([resource], {"t.csv": "a\n"})).issues
    assert [i.code for i in found] == ([] if fine else ["PL002"])


def test_pl002_a_number_of_json_is_in_no_format(pack):
    field = {"name": "a", "type": "number", "decimalChar": ",", "constraints": {"minimum": 1.5, "maximum": "2,5"}}
    folder = pack([{"name": "t", "path": "t.csv", "schema": {"fields": [field]}}], {"t.csv": 'a\n"1,4"\n2\n"2,6"\n'})
    assert [(i.code, i.row) for i in pp.validate(folder).issues] == [("PL105", 1), ("PL105", 3)]


def test_pl002_says_which_value_is_of_no_type(write_table):
    field = {"name": "a", "type": "integer", "constraints": {"minimum": "x"}}
    (issue,) = pp.validate(write_table("a\n1\n", [field])).issues
    assert issue.en == "datapackage.json – things.a: the minimum 'x' is not of the type integer"


def test_pl002_a_list_needs_something_between_its_items(pack):
    resource = {"name": "t", "path": "t.csv", "schema": {"fields": [{"name": "a", "type": "list", "delimiter": ""}]}}
    (issue,) = pp.validate(pack([resource], {"t.csv": "a\nx\n"})).issues
    assert issue.en == "datapackage.json – t.a: the delimiter of a list is empty"


@pytest.mark.parametrize(("listed", "fine"), [(["x", "y"], True), (["y", "x", "z"], True), (["x"], False)])
def test_pl002_categories_and_enum(write_table, listed, fine):
    field = A | {"categories": [{"value": v} for v in listed], "constraints": {"enum": ["x", "y"]}}
    found = [i.en for i in pp.validate(write_table("a\nx\n", [field])).issues if i.code == "PL002"]
    assert found == ([] if fine else ["datapackage.json – things.a: enum lists a value that is not in categories"])


@pytest.mark.parametrize("listed", [None, 5, "x", {"value": "x"}])
def test_pl001_categories_that_are_no_list(write_table, listed):
    (issue,) = pp.validate(write_table("a\nz\n", [A | {"categories": listed}])).issues
    assert (issue.code, issue.value) == ("PL001", json.dumps(listed))
    assert issue.en.startswith("datapackage.json – resources[0].schema.fields[0].categories is ")


@pytest.mark.parametrize(
    "field",
    [
        {"type": "string"},
        {"name": "a", "type": "integer", "constraints": {"pattern": "[0-9]"}},
        {"name": "a", "type": "string", "constraints": {"pattern": "["}},
        {"name": "a", "type": "text"},
        {"name": "a", "type": ["string"]},
        {"name": "*", "type": "string"},
        {"name": "^a.*$", "type": "string"},
        {"name": "…row", "type": "string"},
        "a",
    ],
    ids=str,
)
def test_a_wrong_field_is_reported_not_raised(write_table, field):
    folder = write_table("a\n2026\n", [field])
    found = outcome(folder)
    assert found.en if isinstance(found, pp.PackageError) else not found.valid


# PL005, PL022


@pytest.mark.parametrize("version", ["1.0", "v1.0.0", "", "1.0.0.0", "1.0.0 ", "one", "2023-03-30"])
def test_pl005_a_version_that_is_not_semantic(write_table, version):
    folder = write_table("a\nx\nx\n", [A | {"constraints": {"unique": True}}])
    edit_descriptor(folder, lambda package: package.update(version=version))
    found = pp.validate(folder).issues
    assert [(i.code, i.level) for i in found] == [("PL005", "warning"), ("PL107", "error")]
    assert found[0].en == (
        f"datapackage.json – the version “{version}” is not a semantic version – expected one such as 1.0.0"
    )
    assert found[0].zh == f"datapackage.json：版本号“{version}”不是语义化版本，应形如1.0.0"


def test_pl005_is_silent_without_a_version(write_table):
    folder = write_table("a\nx\n", [A])
    edit_descriptor(folder, lambda package: package.pop("version"))
    assert pp.validate(folder).issues == ()


@pytest.mark.parametrize("version", ["0.1.0", "1.0.0", "10.20.30", "1.0.0-rc.1", "1.0.0+build.5", "1.0.0-a+b"])
def test_pl005_is_silent_about_a_semantic_version(write_table, version):
    folder = write_table("a\nx\n", [A])
    edit_descriptor(folder, lambda package: package.update(version=version))
    assert SEMVER.fullmatch(version)
    assert pp.validate(folder).issues == ()


def test_the_version_of_the_shipped_package_is_semantic():
    assert not version_semantic.check(descriptor())


def test_pl022_a_profile_that_is_not_the_standards(write_table):
    folder = write_table("a\nx\n", [A])
    for profile in ("data-package", "tabular-data-package", "https://example.org/profile.json"):
        edit_descriptor(folder, lambda package, profile=profile: package.update(profile=profile))
        edit_descriptor(folder, lambda package: package["resources"][0].update(profile="tabular-data-resource"))
        found = pp.validate(folder)
    assert found.valid
    assert [(i.code, i.en, i.zh) for i in found.issues] == [
        (
            "PL022",
            "datapackage.json – the profile https://example.org/profile.json was not checked, since nothing is"
            " downloaded – expected a profile of the standard",
            "datapackage.json：所用规范https://example.org/profile.json未作检查（不从网络读取任何内容），应为标准自带的规范",
        )
    ]


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"$schema": "https://example.org/profile.json"}, ["https://example.org/profile.json"]),
        ({"$schema": "http://datapackage.org/profiles/2.0/datapackage.json"}, []),
    ],
)
def test_pl022_a_profile_of_schema_or_of_a_resource(pack, change, named):
    tables = [{"name": name, "path": "t.csv", "profile": "x.json", "schema": {"fields": [A]}} for name in "tu"]
    found = pp.validate(pack(tables, {"t.csv": "a\nx\n"}, **change)).issues
    assert [(i.code, i.en.split()[4]) for i in found] == [("PL022", one) for one in sorted([*named, "x.json"])]


# PL003, PL004


def test_pl003_a_missing_file(write_package):
    folder = write_package()
    (folder / "data/targets.csv").unlink()
    found = damage(folder)
    assert (found.code, found.level, found.file) == ("PL003", "error", "data/targets.csv")
    assert found.en == "data/targets.csv is missing – expected as the descriptor lists it"
    assert found.zh == "data/targets.csv缺失，描述文件中列有该文件"


def test_pl003_a_folder_in_the_place_of_a_file(write_package):
    folder = write_package()
    (folder / "data/targets.csv").unlink()
    (folder / "data/targets.csv").mkdir()
    assert damage(folder).en == "data/targets.csv is missing – expected as the descriptor lists it"


@pytest.mark.parametrize(
    "change", [lambda b: b + b"\n", lambda b: b[:-1], lambda b: b"", lambda b: b.replace(b"\n", b"\r\n")]
)
def test_pl004_a_damaged_file(example, change):
    folder = example.package()
    file = folder / "data/targets.csv"
    before = hashlib.sha256(file.read_bytes()).hexdigest()[:12]
    file.write_bytes(change(file.read_bytes()))
    after = hashlib.sha256(file.read_bytes()).hexdigest()[:12]
    found = damage(folder)
    en = f"data/targets.csv does not match the descriptor – found hash {after}… – expected {before}…"
    assert found.en == f"{en}; run pyplanning tidy if you edited it"
    zh = f"data/targets.csv与描述文件不符：校验值为{after}…，应为{before}…"
    assert found.zh == f"{zh}；如系本人修改，请运行pyplanning tidy"


def test_pl004_a_hash_that_is_off(write_package):
    folder = write_package()
    edit_descriptor(folder, lambda package: package["resources"][0].update(hash="sha256:" + "0" * 64))
    assert "– expected 000000000000…; " in damage(folder).en


def test_pl004_is_silent_without_a_hash(write_package):
    folder = write_package()
    edit_descriptor(folder, lambda package: package["resources"][0].pop("hash"))
    assert pp.validate(folder).issues == ()


def test_a_damaged_file_does_not_keep_the_others_from_being_checked(example):
    example.rows["plans"][0]["kind"] = "dream"
    folder = example.package()
    (folder / "data/sections.csv").unlink()
    (folder / "data/units.csv").write_bytes((folder / "data/units.csv").read_bytes().replace(b"\n", b"\r\n"))
    report = pp.validate(folder)
    assert {"PL003", "PL004", "PL103"} <= {issue.code for issue in report.issues}
    assert not report.valid
    assert "sections" not in report.counts
    assert [i.en for i in report.issues if i.code == "PL204" and i.table == "targets"] == [
        "targets – section_id was not checked, since sections.section_id, to which it refers, was not read"
        " – expected a table with that column"
    ]


@pytest.mark.parametrize("algorithm", ["", "md5:", "sha1:", "sha256:", "SHA256:", "sha512:", "blake2b:", "sha3_256:"])
def test_pl004_hashes_of_every_kind(write_table, algorithm):
    folder = write_table("a\nx\n", [A])
    named = algorithm.lower().rstrip(":") or "md5"
    right = hashlib.new(named, (folder / "things.csv").read_bytes()).hexdigest()
    edit_descriptor(folder, lambda package: package["resources"][0].update(hash=algorithm + right))
    assert pp.validate(folder).issues == ()
    edit_descriptor(folder, lambda package: package["resources"][0].update(hash=algorithm + right.upper()))
    assert pp.validate(folder).issues == ()
    edit_descriptor(folder, lambda package: package["resources"][0].update(hash=algorithm + "0" * len(right)))
    assert f"found hash {right[:12]}… – expected 000000000000…" in damage(folder).en


@pytest.mark.parametrize("listed", ["shake_128:00", "crc32:00", "x:y:z", ""])
def test_pl004_is_silent_about_hashes_that_cannot_be_had(write_table, listed):
    folder = write_table("a\nx\n", [A])
    edit_descriptor(folder, lambda package: package["resources"][0].update(hash=listed))
    assert pp.validate(folder).issues == ()


def test_pl021_a_file_of_another_size(write_table):
    folder = write_table("a\nx\n", [A])
    edit_descriptor(folder, lambda package: package["resources"][0].update(bytes=4))
    assert pp.validate(folder).issues == ()
    edit_descriptor(folder, lambda package: package["resources"][0].update(bytes=5))
    found = damage(folder)
    en = "things.csv does not match the descriptor – found 4 bytes – expected 5"
    assert found.en == f"{en}; run pyplanning tidy if you edited it"
    assert found.zh == "things.csv与描述文件不符：大小为4字节，应为5字节；如系本人修改，请运行pyplanning tidy"


def test_files_that_are_no_tables_must_be_there_and_unchanged_too(pack):
    table = {"name": "t", "path": "t.csv", "schema": {"fields": [A]}}
    map_ = {"name": "m", "path": "m.geojson", "bytes": 2}
    away = {"name": "x", "path": "https://example.org/x.csv", "hash": "00"}
    files = {"t.csv": "a\n", "m.geojson": "{}"}
    assert pp.validate(pack([table, map_, away], files)).valid
    assert "m.geojson" in damage(pack([table, map_ | {"bytes": 3}], files)).en
    assert "n.geojson is missing" in damage(pack([table, map_ | {"path": "n.geojson"}], files)).en


def test_every_part_of_a_table_must_be_there(pack):
    table = {"name": "t", "path": ["t.csv", "u.csv"], "schema": {"fields": [A]}, "hash": "00"}
    assert pp.validate(pack([table], {"t.csv": "a\n", "u.csv": "a\n"})).valid  # a hash is of one file
    assert damage(pack([table], {"t.csv": "a\n"})).en == "u.csv is missing – expected as the descriptor lists it"


# The descriptor's own file.


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"not JSON", b"\xff\xfe", b"{'name': 1}", b"[" * 100_000, b'{"resources": [}', b'{"name": "\\ud800"}'],
    ids=["empty", "cut", "text", "not UTF-8", "single quotes", "nested without end", "broken", "half a character"],
)
def test_a_descriptor_that_is_not_json(write_package, content):
    folder = write_package()
    file = folder / "datapackage.json"
    file.write_bytes(content)
    error = refused(folder)
    assert error.en.startswith(f"{file} is not JSON: ")
    assert error.zh.startswith(f"{file}不是JSON：")


@pytest.mark.parametrize("content", ["[]", "5", "null", '"x"', "{}", '{"resources": []}', '{"resources": {}}'])
def test_a_descriptor_without_resources(write_package, content):
    folder = write_package()
    (folder / "datapackage.json").write_text(content)
    error = refused(folder)
    assert error.en == f"{folder / 'datapackage.json'} lists no resources"
    assert error.zh == f"{folder / 'datapackage.json'}未列任何资源"


@pytest.mark.parametrize(
    ("resource", "found", "found_zh"),
    [
        (5, "resources[2] is 5; expected an object", "resources[2]为5，应为对象"),
        ("targets", 'resources[2] is "targets"; expected', 'resources[2]为"targets"，应为对象，有name以及path或data'),
        ({}, "resources[2].name is missing; expected a text that", "resources[2].name缺失，应为资源名称（文本）"),
        (
            {"name": "a", "schema": {}},
            "resources[2].path is missing; expected the path of its file",
            "resources[2].path缺失",
        ),
        ({"name": "a", "path": []}, "resources[2].path is []; expected", "resources[2].path为[]，应为文件路径"),
        ({"name": "a", "path": ["a.csv", 5]}, 'resources[2].path is ["a.csv", 5]', 'resources[2].path为["a.csv", 5]，'),
        ({"name": "a", "path": ""}, 'resources[2].path is ""', 'resources[2].path为""，应为文件路径，或以data给出数据'),
        ({"name": "a", "data": None}, "resources[2].path is missing", "resources[2].path缺失"),
        ({"path": "a.csv", "schema": {}}, "resources[2].name is missing", "resources[2].name缺失"),
        (
            {"name": 1, "path": "a.csv", "schema": {}},
            "resources[2].name is 1; expected a text",
            "resources[2].name为1，",
        ),
    ],
)
def test_a_resource_without_name_or_data(write_package, resource, found, found_zh):
    folder = write_package()
    edit_descriptor(folder, lambda package: package.update(resources=package["resources"][:2]))
    edit_descriptor(folder, lambda package: package["resources"].append(resource))
    error = refused(folder)
    assert error.en.startswith(f"{folder / 'datapackage.json'}: {found}")
    assert error.zh.startswith(f"{folder / 'datapackage.json'}：{found_zh}")


@pytest.mark.parametrize(
    ("text", "en", "zh"),
    [
        (
            '{"a": 1,}',
            "line 1, column 9 – expected a name in quotation marks",
            "第1行第9列应为加引号的名称，或多了一个逗号",
        ),
        ('{"a": [1,]}', "line 1, column 10 – a value is missing, or there", "第1行第10列缺少值，或多了一个逗号"),
        ('{"a": 1\n "b": 2}', "line 2, column 2 – expected a comma", "第2行第2列应有逗号或右括号"),
        ('{"a" 1}', "line 1, column 6 – expected a colon", "第1行第6列应有冒号"),
        ('{"a": 1} x', "line 1, column 10 – expected the end of the file", "第1行第10列之后不应再有内容"),
        ('{"a": "x', "line 1, column 7 – a quotation mark is not closed", "第1行第7列的引号未闭合"),
        ('{"a": "C:\\dir"}', "line 1, column 10 – a backslash is not doubled", "第1行第10列的反斜杠应写成两个"),
        (
            '{"a": "x\ny"}',
            "line 1, column 9 – a line break or tab is inside a text",
            "第1行第9列的文本中有换行或制表符",
        ),
        (
            "{'a': 1}",
            "line 1, column 2 – expected a name in quotation marks",
            "第1行第2列应为加引号的名称，或多了一个逗号",
        ),
        ('{"a": ' + "[" * 100_000, "it is too large", "数字过长或嵌套过深"),
        (b"\xff\xfe{", "it is not UTF-8", "编码不是UTF-8"),
    ],
)
def test_what_is_no_json_is_said_at_its_place_in_both_languages(tmp_path, text, en, zh):
    file = tmp_path / "datapackage.json"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    error = refused(tmp_path)
    assert error.en.startswith(f"{file} is not JSON: {en}")
    assert error.zh == f"{file}不是JSON：{zh}"


@pytest.mark.parametrize("name", ["datapackage.yaml", "datapackage.yml"])
def test_a_descriptor_in_yaml(tmp_path, name):
    (tmp_path / name).write_text("name: p\n", encoding="utf-8")
    error, file = refused(tmp_path), tmp_path / name
    assert error.en == (
        f"{file} is YAML, which is not read; save the same content as JSON, under the name datapackage.json"
    )
    assert error.zh == f"{file}为YAML格式，不能读取，请将同样的内容另存为JSON格式的datapackage.json"


def test_a_name_that_the_first_version_of_the_standard_does_not_allow(pack):
    rows = [{"name": "目标表", "path": "目标表.csv", "schema": {"fields": [{"name": "a", "type": "string"}]}}]
    folder = pack(rows, {"目标表.csv": "a\n1\n"})
    file = folder / "datapackage.json"
    version_2 = json.loads(file.read_text(encoding="utf-8"))
    assert pp.validate(folder).issues == ()
    file.write_text(json.dumps({k: v for k, v in version_2.items() if k != "$schema"}), encoding="utf-8")
    found = {issue.zh for issue in pp.validate(folder).issues}
    assert (
        'datapackage.json：resources[0].name为"目标表"，应为小写字母、数字及._-/；如以$schema注明采用标准第2版，则不受此限'
        in found
    )


def test_no_folder_and_no_descriptor(tmp_path):
    error = refused(tmp_path)
    assert error.en == f"{tmp_path} contains neither datapackage.json nor a workbook or CSV file with a table"
    assert error.zh == f"{tmp_path}中没有datapackage.json，也没有含数据表的工作簿或CSV文件"
    assert refused(tmp_path / "nowhere").en.endswith("nowhere is missing; name a file or folder that exists")


def test_a_folder_in_the_place_of_the_descriptor(tmp_path):
    (tmp_path / "datapackage.json").mkdir()
    assert "cannot be read" in refused(tmp_path).en
    assert "无法读取" in refused(tmp_path).zh


def test_a_byte_order_mark_before_the_descriptor(write_package):
    folder = write_package()
    file = folder / "datapackage.json"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert pp.validate(folder).valid


@pytest.mark.parametrize(
    "path",
    [
        "../targets.csv",
        "data/../../targets.csv",
        "data/../data/targets.csv",
        "/etc/hostname",
        "..\\targets.csv",
        "data\\..\\..\\targets.csv",
        "\\\\server\\targets.csv",
        "C:\\targets.csv",
        "C:/targets.csv",
        "file:///etc/hostname",
        "ftp://example.org/targets.csv",
    ],
)
def test_a_path_that_leaves_the_package(write_package, path):
    folder = write_package()
    edit_descriptor(folder, lambda package: package["resources"][0].update(path=path))
    error, file = refused(folder), folder / "datapackage.json"
    assert error.en == f"{file}: the path {path!r} of plans leads out of the package; every path must stay inside it"
    assert error.zh == f"{file}：plans的路径“{path}”超出数据包范围，路径必须在数据包之内"


@pytest.mark.parametrize("part", ["schema", "dialect"])
def test_a_schema_or_dialect_that_leaves_the_package(write_package, part):
    folder = write_package()
    edit_descriptor(folder, lambda package: package["resources"][0].update({part: "../x.json"}))
    assert refused(folder).en.endswith(
        "the path '../x.json' of plans leads out of the package; every path must stay inside it"
    )


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_link_that_leaves_the_package(write_package, tmp_path, what):
    folder = write_package()
    inside = folder / "data/plans.csv" if what == "file" else folder / "data"
    outside = inside.rename(tmp_path / "elsewhere")
    inside.symlink_to(outside)
    assert "leads out of the package; every path must stay inside it" in refused(folder).en


def test_a_link_that_stays_in_the_package(write_package):
    folder = write_package()
    file = folder / "data/plans.csv"
    file.symlink_to(file.rename(folder / "data/renamed.csv"))
    assert pp.validate(folder).valid


def test_a_link_to_itself_is_refused(write_package):
    folder = write_package()
    file = folder / "data/plans.csv"
    file.unlink()
    file.symlink_to(file.name)
    assert "plans" in refused(folder).en


def test_a_path_with_a_null_character_is_refused(write_package):
    folder = write_package()
    edit_descriptor(folder, lambda package: package["resources"][0].update(path="data/\0.csv"))
    assert "plans" in refused(folder).en


# PL023

ENTRY = {"table": "things", "id": "y", "version": "1.1.0", "reason": "twice"}
INCOMPLETE = "expected texts for table, id, version (such as 1.0.0) and reason"
INCOMPLETE_ZH = "应有文本table、id、version（如1.0.0）和reason"


@pytest.mark.parametrize(
    ("retired", "en", "zh"),
    [
        (
            [ENTRY | {"id": "x"}],
            "things x is in the table again – expected another id for the new row",
            "things表x已停用，却又出现在表中，应为新行另取主键",
        ),
        ("x", 'it is "x" – expected a list of ids', '内容为"x"，应为主键列表'),
        (["x"], f'"x" is incomplete – {INCOMPLETE}', f'"x"不完整，{INCOMPLETE_ZH}'),
        ([{"id": "y"}], f'{{"id": "y"}} is incomplete – {INCOMPLETE}', f'{{"id": "y"}}不完整，{INCOMPLETE_ZH}'),
        (
            [ENTRY | {"successor": "w"}],
            "things y has the successor w, which is not a row – expected the id of a row of the table",
            "things表y的后继w不是表中的行，应为该表某行的主键",
        ),
        ([ENTRY, ENTRY], "things y is listed twice – expected each id once", "things表y重复列出，应只列一次"),
    ],
)
def test_pl023_what_is_wrong_with_retired_ids(write_table, retired, en, zh):
    folder = write_table("a\nx\n", [A], primaryKey=["a"])
    edit_descriptor(folder, lambda package: package.update(retired=retired))
    (issue,) = pp.validate(folder).issues
    assert (issue.code, issue.level, issue.file) == ("PL023", "error", "datapackage.json")
    assert issue.en == f"datapackage.json – retired: {en}"
    assert issue.zh == f"datapackage.json的retired：{zh}"


@pytest.mark.parametrize(
    "retired",
    [
        [],
        [ENTRY],
        [ENTRY | {"successor": "x", "reason_zh": "重复"}],
        [ENTRY | {"successor": "w"}, ENTRY | {"id": "w"}],
        [ENTRY | {"table": "gone", "id": "x"}],
    ],
)
def test_pl023_is_silent_about_ids_that_stay_retired(write_table, retired):
    folder = write_table("a\nx\n", [A], primaryKey=["a"])
    edit_descriptor(folder, lambda package: package.update(retired=retired))
    assert pp.validate(folder).issues == ()
