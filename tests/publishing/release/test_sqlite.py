"""The package as one SQLite file."""

import csv
import sqlite3
from contextlib import closing

import pytest

from pyplanning.datapackage.descriptor import PackageError, descriptor, read_descriptor, root
from pyplanning.datapackage.field_words import labels
from pyplanning.datapackage.metadata import sources
from pyplanning.dataset.cite import cite
from pyplanning.dataset.load import with_derived
from pyplanning.io.read import read_text
from pyplanning.publishing.release.make import derive_tables
from pyplanning.publishing.release.parquet import typed_frames
from pyplanning.publishing.release.sqlite import write_sqlite

TABLES = descriptor().tables
ABOUT = {
    "title": "Small",
    "description": "A small package.",
    "version": "2.10.3",
    "created": "2026-01-31T00:00:00Z",
    "licenses": [{"name": "CC0-1.0"}],
    "contributors": [{"title": "we"}],
}


def write(folder, target):
    package = read_descriptor(folder)
    texts = {name: read_text(folder, resource) for name, resource in package.tables.items()}
    frames = typed_frames(package, texts)
    write_sqlite(with_derived(package), frames | derive_tables(package, frames), target)


@pytest.fixture(scope="session")
def file(made):
    return made / "pyplanning-data-1.0.0.sqlite"


@pytest.fixture
def database(file):
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as opened:
        opened.row_factory = sqlite3.Row
        yield opened


def rows(table):
    with (root() / TABLES[table].paths[0]).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_it_is_sound(database):
    assert [tuple(row) for row in database.execute("PRAGMA integrity_check")] == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA application_id").fetchone()[0] == int.from_bytes(b"PYPL")


def test_the_same_package_gives_the_same_bytes(file, ready, tmp_path):
    write(ready, tmp_path / "again.sqlite")
    assert (tmp_path / "again.sqlite").read_bytes() == file.read_bytes()
    assert [other.name for other in tmp_path.iterdir()] == ["again.sqlite"]


@pytest.mark.parametrize("name", TABLES)
def test_every_cell_is_that_of_the_csv_file(database, name):
    read = {"integer": int, "number": float, "boolean": lambda cell: int(cell == "true")}
    kinds = {field.name: read.get(field.type, str) for field in TABLES[name].fields}
    expected = [[kinds[c](cell) if cell else None for c, cell in row.items()] for row in rows(name)]
    found = [list(row) for row in database.execute(f'SELECT * FROM "{name}" ORDER BY rowid')]
    assert found == expected
    for row, same in zip(found, expected, strict=True):
        assert list(map(type, row)) == list(map(type, same))


@pytest.mark.parametrize("name", TABLES)
def test_keys_are_those_of_the_descriptor(database, name):
    columns = database.execute(f'PRAGMA table_info("{name}")').fetchall()
    assert [c["name"] for c in sorted(columns, key=lambda c: c["pk"]) if c["pk"]] == [*TABLES[name].primary_key]
    needed = [field.name for field in TABLES[name].fields if field.required]
    assert [c["name"] for c in columns if c["notnull"]] == needed
    points_to = {
        (key["from"], key["table"], key["to"]) for key in database.execute(f'PRAGMA foreign_key_list("{name}")')
    }
    assert points_to == {(column, key.resource, *key.keys) for column, key in TABLES[name].column_keys.items()}


def test_a_foreign_key_is_looked_up_in_an_index(database):
    for name, resource in TABLES.items():
        for column in resource.references:
            query = f"""EXPLAIN QUERY PLAN SELECT * FROM "{name}" WHERE "{column}" = 'x'"""
            (step,) = [row["detail"] for row in database.execute(query)]
            assert step.startswith("SEARCH"), step


def test_a_table_refuses_what_the_descriptor_refuses(file, tmp_path):
    copy = tmp_path / "copy.sqlite"
    copy.write_bytes(file.read_bytes())
    with closing(sqlite3.connect(copy)) as database:
        database.execute("PRAGMA foreign_keys = ON")
        for change in (
            "UPDATE targets SET measure = 'more'",
            "UPDATE targets SET target_year = 3000",
            "UPDATE targets SET value = 'much'",
            "UPDATE targets SET evidence = NULL",
            "UPDATE targets SET evidence = hex(zeroblob(21))",
            "UPDATE targets SET unit_id = 'ell'",
            "UPDATE plans SET issued_on = '2026-02-30'",
            "UPDATE responsibilities SET position = 1, agency_id = 'x'",
        ):
            with pytest.raises(sqlite3.IntegrityError):
                database.execute(change)
        assert database.execute("UPDATE targets SET measure = 'rank'").rowcount == len(rows("targets"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_view_has_the_names_beside_the_ids(database, lang):
    names = {table: {row[key]: row[f"name_{lang}"] for row in rows(table)} for table, key in KEYS.items()}
    measures = labels(TABLES["targets"].field("measure"), lang)
    heads = {
        "zh": ("目标编码", "指标编码", "指标", "产业", "地区代码", "地区", "单位", "度量方式", "数值"),
        "en": (
            "Target ID",
            "Indicator ID",
            "Indicator",
            "Industry",
            "Region code",
            "Region",
            "Unit",
            "Measure",
            "Value",
        ),
    }[lang]
    columns = ", ".join(f'"{head}"' for head in heads)
    found = {row[0]: tuple(row) for row in database.execute(f"SELECT {columns} FROM targets_{lang}")}
    assert len(found) == len(rows("targets"))
    for row in rows("targets"):
        assert found[row["target_id"]] == (
            row["target_id"],
            row["indicator_id"],
            names["indicators"][row["indicator_id"]],
            names["industries"].get(row["industry_id"]),
            row["region_code"] or None,
            names["regions"].get(row["region_code"]),
            names["units"].get(row["unit_id"]),
            measures[row["measure"]],
            float(row["value"]) if row["value"] else None,
        )


KEYS = {"indicators": "indicator_id", "industries": "industry_id", "regions": "region_code", "units": "unit_id"}


def test_a_view_has_the_place_of_a_row_in_the_plan(database):
    plans = {row["plan_id"]: row for row in rows("plans")}
    sections = {row["section_id"]: row for row in rows("sections")}

    def path(key):
        section = sections[key]
        above = path(section["parent_id"]) if section["parent_id"] else plans[section["plan_id"]]["name_en"]
        return f"{above} › {section['number']} {section['title_en']}".replace("›  ", "› ")

    found = dict(database.execute('SELECT "Target ID", "Place in the plan" FROM targets_en').fetchall())
    assert found == {row["target_id"]: path(row["section_id"]) for row in rows("targets")}
    assert len(database.execute("SELECT * FROM section_paths").fetchall()) == len(sections)


def test_a_row_has_the_place_of_the_row_that_it_belongs_to(database):
    plans = {row["plan_id"]: row["name_zh"] for row in rows("plans")}
    paths = dict(database.execute("SELECT section_id, path_zh FROM section_paths").fetchall())
    places = {row["task_id"]: paths.get(row["section_id"]) or plans[row["plan_id"]] for row in rows("tasks")}
    found = database.execute('SELECT "任务编码", "在规划中的位置" FROM responsibilities_zh').fetchall()
    assert {tuple(row) for row in found} == {(r["task_id"], places[r["task_id"]]) for r in rows("responsibilities")}


def test_the_place_of_a_row_without_a_section_is_its_plan(database):
    plans = {row["plan_id"]: row["name_zh"] for row in rows("plans")}
    found = dict(database.execute('SELECT "原文问题编码", "在规划中的位置" FROM source_issues_zh').fetchall())
    alone = {row["source_issue_id"]: plans[row["plan_id"]] for row in rows("source_issues") if not row["section_id"]}
    assert alone
    assert {key: found[key] for key in alone} == alone
    assert None not in found.values()


def test_headings_are_written_as_in_chinese_print(database):
    found = dict(database.execute("SELECT section_id, path_zh FROM section_paths").fetchall())
    assert found["guangdong-pearl-west-2017-3-6-2"] == (
        "珠江西岸“中国制造2025”试点示范城市群实施方案（2017年） › 三、主要任务"
        " › （六）发展服务型制造与生产性服务业 › 2 加快发展供应链管理"
    )


def test_a_row_without_a_name_is_called_after_another(database):
    found = database.execute('SELECT "园区定位编码", "园区定位" FROM park_industries_zh').fetchall()
    parks = {row["park_id"]: row["name_zh"] for row in rows("parks")}
    roles = {row["park_role_id"]: parks[row["park_id"]] for row in rows("park_roles")}
    named = {row["park_role_id"] for row in rows("park_industries")}
    assert {tuple(row) for row in found} == {(role, roles[role]) for role in named}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_table_has_a_view_with_all_its_rows(database, lang):
    for name in TABLES:
        view = database.execute(f"SELECT * FROM {name}_{lang}").fetchall()
        assert len(view) == len(rows(name)), name
        heads = [head.casefold() for head in view[0].keys()]  # noqa: SIM118 – a row is no dict
        assert len(set(heads)) == len(heads) >= len(TABLES[name].fields)


def test_documents_that_a_plan_promises_have_a_view(database):
    promised = {row["citation_id"]: row for row in rows("citations") if row["relation"] == "to_be_made"}
    columns = '"引用编码", "文件编码", "责任单位编码", "完成年份", "在规划中的位置"'
    found = {row[0]: tuple(row) for row in database.execute(f"SELECT {columns} FROM promised_documents_zh")}
    assert promised
    assert {key: row[1:4] for key, row in found.items()} == {
        key: (row["document_id"], row["agency_id"] or None, int(row["due_year"]) if row["due_year"] else None)
        for key, row in promised.items()
    }
    assert all(row[-1] for row in found.values())


def test_truth_is_written_in_words(database):
    found = dict(database.execute('SELECT "Instrument ID", "In force" FROM instruments_en').fetchall())
    words = {"true": "yes", "false": "no"}
    assert found == {row["instrument_id"]: words[row["in_force"]] for row in rows("instruments")}


def test_metadata_say_what_the_package_is(database, ready):
    found = database.execute("SELECT key, value FROM metadata ORDER BY position").fetchall()
    package, about = read_descriptor(ready), dict(map(tuple, found))
    assert about["version"] == package.version
    assert about["licence"] == "CC-BY-4.0"
    assert about["citation"] == cite(release=ready)
    assert [row["value"] for row in found if row["key"] == "source"] == [source.title for source in sources(package)]


def test_the_dictionary_says_what_columns_mean(database):
    found = {(row["table_name"], row["position"]): row for row in database.execute("SELECT * FROM dictionary")}
    assert len(found) == sum(1 + len(resource.fields) for resource in with_derived(descriptor()).resources)
    for name, resource in TABLES.items():
        assert found[name, 0]["description_zh"] == resource.text("description", "zh")
        for position, field in enumerate(resource.fields, 1):
            row = found[name, position]
            assert (row["column_name"], row["type"]) == (field.name, field.type)
            assert (row["title_zh"], row["description_en"]) == (
                field.text("title", "zh"),
                field.text("description", "en"),
            )
    unit = TABLES["targets"].columns.index("unit_id") + 1
    assert found["targets", unit]["refers_to"] == "units(unit_id)"


NASTY = ['"', "'; DROP TABLE metadata; --", "select", "a.b", "名", "x y", "%s", "?", "=1+1"]


def test_names_and_values_are_quoted(pack, tmp_path):
    listed = [{"value": value, "label": f"label of {value}"} for value in NASTY]
    columns = [{"name": name, "type": "string", "title": "the same", "categories": listed} for name in NASTY]
    schema = {"fields": columns, "primaryKey": [NASTY[0]]}
    pointing = {"fields": [NASTY[1]], "reference": {"resource": "a\"b'; --", "fields": [NASTY[0]]}}
    resources = [
        {"name": "a\"b'; --", "path": "a.csv", "schema": schema},
        {"name": "order", "path": "a.csv", "schema": schema | {"foreignKeys": [pointing]}},
    ]
    lines = [",".join('"' + name.replace('"', '""') + '"' for name in NASTY)]
    lines += [",".join('"' + value.replace('"', '""') + '"' for value in [key] * len(NASTY)) for key in NASTY]
    folder = pack(resources, {"a.csv": "\n".join(lines) + "\n"}, **ABOUT)
    write(folder, tmp_path / "nasty.sqlite")
    with closing(sqlite3.connect(tmp_path / "nasty.sqlite")) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (2_010_003,)
        for table in ('"a""b\'; --"', '"order"'):
            found = database.execute(f"SELECT * FROM {table}").fetchall()
            assert found == [(value,) * len(NASTY) for value in NASTY]
        view = database.execute('SELECT * FROM "order_en"')
        assert len({column[0] for column in view.description}) == len(NASTY)
        assert view.fetchall() == [(f"label of {value}",) * len(NASTY) for value in NASTY]
        assert database.execute("SELECT count(*) FROM metadata").fetchone()[0] > 0


def test_every_type_is_kept(pack, tmp_path):
    kinds = ("string", "integer", "number", "boolean", "date", "datetime", "year")
    columns = [{"name": kind, "type": kind} for kind in kinds]
    content = ",".join(kinds) + "\n=1+1,-3,1e3,true,2026-01-31,2026-01-31T08:00:00Z,2026\n,,,,,,\n"
    folder = pack([{"name": "t", "path": "t.csv", "schema": {"fields": columns}}], {"t.csv": content}, **ABOUT)
    write(folder, tmp_path / "t.sqlite")
    with closing(sqlite3.connect(tmp_path / "t.sqlite")) as database:
        first, second = database.execute("SELECT * FROM t").fetchall()
    assert first[:5] == ("=1+1", -3, 1000.0, 1, "2026-01-31")
    assert first[5].startswith("2026-01-31T08:00:00")
    assert first[6] == 2026
    assert second == (None,) * 7


WHOLE, TEXT = {"name": "n", "type": "integer"}, {"name": "m", "type": "string"}


@pytest.mark.parametrize(
    ("fields", "content", "reason"),
    [
        ([WHOLE | {"constraints": {"maximum": 3}}], "n\n4\n", "CHECK constraint failed"),
        ([WHOLE | {"constraints": {"required": True}}, TEXT], "n,m\n,x\n", "NOT NULL constraint failed"),
        ([WHOLE | {"constraints": {"unique": True}}], "n\n4\n4\n", "UNIQUE constraint failed"),
        ([WHOLE], "n\nfour\n", "not of their column's type"),
        ([TEXT, TEXT | {"name": "M"}], "m,M\n1,2\n", "duplicate column name"),
    ],
)
def test_what_breaks_the_contract_is_reported_and_nothing_is_written(pack, tmp_path, fields, content, reason):
    folder = pack([{"name": "t", "path": "t.csv", "schema": {"fields": fields}}], {"t.csv": content}, **ABOUT)
    with pytest.raises(PackageError, match=reason) as found:
        write(folder, tmp_path / "t.sqlite")
    assert "请运行pyplanning validate" in found.value.zh
    assert list(tmp_path.glob("t.sqlite*")) == []


def test_a_row_that_refers_to_none_is_reported(write_package, tmp_path):
    unit = {"unit_id": "u", "name_zh": "个", "name_en": "item", "quantity": "q", "base_unit": "u", "factor": "1"}
    place = {
        "region_code": "460000",
        "name_zh": "海南省",
        "name_en": "Hainan",
        "level": "province",
        "parent_code": "china",
    }
    folder = write_package({"units": [unit], "regions": [place]})
    with pytest.raises(PackageError, match="rows of regions refer to rows that do not exist"):
        write(folder, tmp_path / "t.sqlite")


def test_a_name_of_two_tables_is_reported(pack, tmp_path):
    schema = {"fields": [TEXT]}
    resources = [{"name": name, "path": "t.csv", "schema": schema} for name in ("metadata", "t")]
    with pytest.raises(PackageError, match=r"metadata.* already exists"):
        write(pack(resources, {"t.csv": "m\n1\n"}, **ABOUT), tmp_path / "t.sqlite")
