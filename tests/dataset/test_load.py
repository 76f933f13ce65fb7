"""Load and describe the tables of the package."""

import json
from datetime import date

import frictionless
import pandas as pd
import pytest

import pyplanning as pp
from pyplanning.datapackage.descriptor import descriptor, root
from pyplanning.datapackage.resource import PANDAS_TYPES, TYPES, Resource
from pyplanning.dataset.load import with_derived
from pyplanning.dataset.read import read_table

PACKAGE = with_derived(descriptor())
SHIPPED, TABLES = [*descriptor().tables], [*PACKAGE.tables]
EVERY_TABLE = pytest.mark.parametrize("table", TABLES)
DTYPES = {"string": "str", "integer": "Int64", "number": "Float64", "boolean": "boolean", "date": "datetime64[s]"}


def test_tables_lists_every_table_once():
    frame = pp.tables()
    assert list(frame.columns) == [
        *("table", "rows", "columns", "title", "title_zh", "description", "description_zh"),
    ]
    assert frame["table"].tolist() == TABLES
    assert frame["columns"].tolist() == [len(PACKAGE.table(t).columns) for t in TABLES]
    assert frame["rows"].tolist() == [len(pp.load(t)) for t in TABLES]
    assert (frame[["title", "title_zh", "description", "description_zh"]] != "").all(axis=None)


@EVERY_TABLE
def test_describe_lists_every_column_once(table):
    frame = pp.describe(table)
    assert list(frame.columns) == [
        *("column", "type", "required", "key", "title", "title_zh", "description", "description_zh", "values"),
    ]
    assert frame["column"].tolist() == [*PACKAGE.table(table).columns]
    assert frame["type"].tolist() == [f.type for f in PACKAGE.table(table).fields]
    keys = frame.set_index("column")
    assert keys.loc[[*PACKAGE.table(table).primary_key], "required"].all()
    assert keys.loc[[*PACKAGE.table(table).primary_key], "key"].str.startswith("primary").all()
    for column, target in PACKAGE.table(table).references.items():
        assert keys.loc[column, "key"].endswith(f"→ {target}")


def test_describe_names_keys_and_values():
    frame = pp.describe("responsibilities").set_index("column")
    assert frame["key"].to_dict() == {
        **dict.fromkeys(frame.index, ""),
        "task_id": "primary → tasks",
        "agency_id": "→ agencies",
        "position": "primary",
    }
    assert frame.loc["role", "values"] == "lead | participant | unspecified"
    assert frame.loc["as_written", "values"] == ""
    assert frame["required"].dtype == bool


@EVERY_TABLE
def test_load_gives_every_column_its_type(table):
    frame = pp.load(table)
    assert list(frame.columns) == [*PACKAGE.table(table).columns]
    for field in PACKAGE.table(table).fields:
        dtype, listed = frame[field.name].dtype, field.constraints.get("enum")
        if listed:
            assert isinstance(dtype, pd.CategoricalDtype)
            assert list(dtype.categories) == listed
            assert dtype.ordered is field.categories_ordered
        else:
            assert str(dtype) == DTYPES[field.type]


@pytest.mark.parametrize("table", SHIPPED)
def test_load_loses_no_cell(table):
    file = root() / descriptor().table(table).paths[0]
    text = pd.read_csv(file, dtype="str", keep_default_na=False)
    frame = pp.load(table)
    assert len(frame) == len(text)
    assert ((text == "") == frame.isna()).all(axis=None)
    for field in descriptor().table(table).fields:
        if field.type == "string":
            assert frame[field.name].astype("str").fillna("").tolist() == text[field.name].tolist()


def test_listed_values_sort_in_their_order_where_the_descriptor_orders_them():
    agencies = descriptor().table("agencies")
    ordered = [
        {**f.properties, "categoriesOrdered": True} if f.name == "level" else f.properties for f in agencies.fields
    ]
    things = Resource({"name": "things", "path": agencies.paths[0], "schema": {"fields": ordered}})
    frame = read_table(root(), things)
    values = things.field("level").constraints["enum"]
    assert frame["level"].dtype == pd.CategoricalDtype(values, ordered=True)
    assert (frame["level"].sort_values().cat.codes.diff().dropna() >= 0).all()


def test_load_gives_a_frame_of_ones_own():
    first = pp.load("units")
    first["factor"] = 0.0
    assert (pp.load("units")["factor"] > 0).all()


def test_columns_come_in_the_order_asked_for():
    frame = pp.load("targets", columns=["value", "plan_id", "comparator"])
    assert list(frame.columns) == ["value", "plan_id", "comparator"]
    pd.testing.assert_frame_equal(frame, pp.load("targets")[["value", "plan_id", "comparator"]])


def test_dates_among_the_columns():
    frame = pp.load("plans", columns=["issued_on", "plan_id"])
    assert list(frame.columns) == ["issued_on", "plan_id"]
    assert str(frame["issued_on"].dtype) == "datetime64[s]"


@pytest.mark.parametrize("lang", ["zh", "en"])
@EVERY_TABLE
def test_labels_follow_the_column_that_they_name(table, lang):
    plain, labelled = pp.load(table), pp.load(table, labels=lang)
    pd.testing.assert_frame_equal(labelled[list(plain.columns)], plain)
    for column in labelled.columns.difference(plain.columns).difference(["plan_id"]):
        assert column.endswith(f"_{lang}")
    names = [*labelled.columns]
    for column, key in PACKAGE.table(table).column_keys.items():
        target = descriptor().table(key.resource)
        name = next((n for n in (f"name_{lang}", f"title_{lang}") if n in target.columns), None)
        if name is None:
            continue
        label = f"{column.rpartition('_')[0]}_name_{lang}"
        assert names[names.index(column) + 1] == label
        called = pp.load(target.name).set_index(key.keys[0])[name].to_dict()
        assert texts(labelled[label]) == [called.get(cell) for cell in texts(labelled[column])]
    for field in PACKAGE.table(table).fields:
        if words := {c.value: c.text(lang) for c in field.categories}:
            label = (
                f"{field.name}_label_{lang}"
                if (table, field.name) == ("park_roles", "role")
                else f"{field.name}_{lang}"
            )
            assert texts(labelled[label]) == [words.get(cell) for cell in texts(labelled[field.name])]


def texts(column):
    """The cells of a column, None where it is empty."""
    return [None if pd.isna(cell) else cell for cell in column]


@pytest.mark.parametrize(
    ("table", "through", "owner"),
    [
        ("responsibilities", "task_id", "tasks"),
        ("project_regions", "project_id", "projects"),
        ("park_industries", "park_role_id", "park_roles"),
        ("park_enterprises", "park_role_id", "park_roles"),
    ],
)
def test_a_row_that_belongs_to_a_plan_through_another_gets_its_plan(table, through, owner):
    rows = pp.load(table, labels="zh")
    plans = pp.load(owner).set_index(through)["plan_id"]
    assert rows["plan_id"].tolist() == plans[rows[through]].tolist()
    names = pp.load("plans").set_index("plan_id")["name_zh"]
    assert rows["plan_name_zh"].tolist() == names[rows["plan_id"]].tolist()
    assert pp.load(table, columns="plan_id")["plan_id"].equals(rows["plan_id"])


def test_every_table_whose_rows_refer_to_a_plan_in_their_key_has_a_plan():
    for table in TABLES:
        keys = [PACKAGE.table(table).references.get(column) for column in PACKAGE.table(table).primary_key]
        through = [key for key in keys if key and "plan_id" in PACKAGE.table(key).columns and key != table]
        assert not through or "plan_id" in pp.load(table, labels="en").columns


def test_labels_may_be_named_without_asking_for_all():
    frame = pp.load("targets", columns=["indicator_name_zh", "measure_en", "value", "value"])
    expected = pp.load("targets", labels="zh")["indicator_name_zh"]
    assert list(frame.columns) == ["indicator_name_zh", "measure_en", "value"]
    pd.testing.assert_series_equal(frame["indicator_name_zh"], expected)


def test_one_column_may_be_a_text():
    pd.testing.assert_frame_equal(pp.load("targets", columns="value"), pp.load("targets")[["value"]])


@EVERY_TABLE
def test_a_table_goes_by_its_chinese_title(table):
    title = PACKAGE.table(table).text("title", "zh")
    pd.testing.assert_frame_equal(pp.load(title), pp.load(table))
    pd.testing.assert_frame_equal(pp.describe(title), pp.describe(table))
    assert pp.schema(title).name == table


def test_a_frame_of_a_chinese_title_is_validated():
    assert pp.validate(pp.load("units"), "单位")
    assert not pp.validate(pp.load("units").assign(factor=-1), "单位")


def test_a_chinese_title_that_is_near_is_named():
    with pytest.raises(KeyError) as caught:
        pp.load("产业分类")
    assert caught.value.args[0].startswith("no table '产业分类'; did you mean '产业")


def test_labels_with_chosen_columns():
    frame = pp.load("targets", labels="zh", columns=["unit_id", "value"])
    assert list(frame.columns) == ["unit_id", "unit_name_zh", "value"]


@pytest.mark.parametrize("labels", ["fr", "ZH", "", True])
def test_another_language_is_refused(labels):
    with pytest.raises(ValueError, match="labels must be 'zh', 'en' or None, not "):
        pp.load("targets", labels=labels)


@pytest.mark.parametrize("engine", ["Polars", "zh", None])
def test_another_engine_is_refused(engine):
    with pytest.raises(ValueError, match="engine must be 'pandas' or 'polars', not "):
        pp.load("targets", engine)


@pytest.mark.parametrize("call", [pp.load, pp.describe, pp.schema])
@pytest.mark.parametrize(
    ("name", "nearest_name"), [("target", "targets"), ("plan", "plans"), ("Targets", "targets"), ("unit", "units")]
)
def test_an_unknown_table_names_the_nearest(call, name, nearest_name):
    with pytest.raises(KeyError) as caught:
        call(name)
    assert caught.value.args == (f"no table {name!r}; did you mean {nearest_name!r}?",)


def test_an_unknown_table_unlike_any_names_all():
    with pytest.raises(KeyError) as caught:
        pp.load("zzzzz")
    assert caught.value.args == (f"no table 'zzzzz'; choose one of {', '.join(TABLES)}",)


def test_an_unknown_column_names_the_nearest():
    with pytest.raises(KeyError) as caught:
        pp.load("targets", columns=["value", "plan"])
    assert caught.value.args == ("no column of targets 'plan'; did you mean 'plan_id'?",)


def test_an_unknown_label_names_the_nearest():
    with pytest.raises(KeyError) as caught:
        pp.load("targets", columns="indicator_name_cn")
    assert caught.value.args == ("no column of targets 'indicator_name_cn'; did you mean 'indicator_name_en'?",)


def test_the_package_is_a_valid_frictionless_package():
    package = pp.package()
    assert isinstance(package, frictionless.Package)
    assert package.resource_names == SHIPPED
    assert frictionless.Package.from_descriptor(package.to_descriptor()).resource_names == SHIPPED


def test_frictionless_reads_a_table_as_load_does():
    rows = pp.package().get_resource("units").read_rows()
    frame = pp.load("units")
    assert [row["unit_id"] for row in rows] == frame["unit_id"].tolist()
    assert [float(row["factor"]) for row in rows] == frame["factor"].tolist()


def every_type(tmp_path):
    """A resource with a column of every type, and its file."""
    cells = {"integer": "1", "number": "1.5", "boolean": "true", "date": "2026-01-31", "year": "2026"}
    cells["datetime"] = "2026-01-31T08:30:00+02:00"
    row = {t: cells.get(t, "x") for t in TYPES}
    (tmp_path / "t.csv").write_text(f"{','.join(row)}\n{','.join(row.values())}\n{',' * (len(row) - 1)}\n")
    listed = [{"name": t, "type": t, "constraints": {"minLength": 9} if t in ("array", "list") else {}} for t in TYPES]
    return Resource({"name": "t", "path": "t.csv", "schema": {"fields": listed}})


def test_columns_of_every_type_are_loaded(tmp_path):
    made = every_type(tmp_path)
    frame = read_table(tmp_path, made)
    expected = dict.fromkeys(TYPES, "str") | PANDAS_TYPES | {"year": "Int64"}
    assert {t: str(dtype) for t, dtype in frame.dtypes.items()} == expected
    assert frame.loc[0, "datetime"] == pd.Timestamp("2026-01-31T06:30:00")
    assert frame.loc[1].isna().all()


def test_listed_numbers_are_categories_and_listed_dates_are_dates(tmp_path):
    (tmp_path / "t.csv").write_text("n,since\n2,2026-01-31\n,\n")
    listed = [("n", "integer", [1, 2]), ("since", "date", ["2026-01-31"])]
    fields = [{"name": name, "type": kind, "constraints": {"enum": values}} for name, kind, values in listed]
    frame = read_table(tmp_path, Resource({"name": "t", "path": "t.csv", "schema": {"fields": fields}}))
    assert frame["n"].dtype == pd.CategoricalDtype([1, 2])
    assert frame["n"].cat.codes.tolist() == [1, -1]
    assert frame["since"].tolist() == [pd.Timestamp("2026-01-31"), pd.NaT]


# Packages that are laid out otherwise

ROWS = [["stone", "石", "1,5", "2026-01-31"], ["bushel", '斗；"斗"', "-", ""], ["NA", "无", "2", ""]]
FIELDS = [
    {"name": "unit_id", "type": "string"},
    {"name": "name_zh", "type": "string", "categories": ["石", '斗；"斗"', "无"]},
    {"name": "factor", "type": "number"},
    {"name": "since", "type": "date"},
]


def laid_out(folder, files, missing=("", "-"), **properties):
    """Write a package of one table, ``units``, whose ``files`` are bytes by path."""
    for path, content in files.items():
        (folder / path).write_bytes(content)
    schema = {"fields": FIELDS, "primaryKey": ["unit_id"], "missingValues": [*missing]}
    units = {"name": "units", "schema": schema} | ({"path": [*files]} if files else {}) | properties
    package = {"name": "p", "version": descriptor().version, "resources": [units]}
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    return folder


def lines(rows, delimiter=",", encoding="utf-8", header=True):
    cells = [[cell.replace(",", ".") for cell in row] for row in rows]
    written = [[field["name"] for field in FIELDS]] * header + cells
    quoted = (delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in written)
    return "".join(f"{line}\n" for line in quoted).encode(encoding)


LAYOUTS = {
    "plain": ({"units.csv": lines(ROWS)}, {}),
    "semicolons": ({"units.csv": lines(ROWS, ";")}, {"dialect": {"delimiter": ";"}}),
    "tabs": ({"units.tsv": lines(ROWS, "\t")}, {}),
    "gb18030": ({"units.csv": lines(ROWS, encoding="gb18030")}, {"encoding": "gb18030"}),
    "parts": ({"a.csv": lines(ROWS[:1]), "b.csv": lines(ROWS[1:])}, {}),
    "no header": ({"units.csv": lines(ROWS, header=False)}, {"dialect": {"header": False}}),
    "comments": ({"units.csv": b"# rows of units\n" + lines(ROWS)}, {"dialect": {"commentChar": "#"}}),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_package_is_read_as_its_descriptor_says(tmp_path, layout):
    files, properties = LAYOUTS[layout]
    folder = laid_out(tmp_path, files, **properties)
    frame = pp.load("units", release=folder)
    assert frame["unit_id"].tolist() == ["stone", "bushel", "NA"]
    assert frame["name_zh"].dtype == pd.CategoricalDtype(FIELDS[1]["categories"])
    assert frame["name_zh"].tolist() == FIELDS[1]["categories"]
    assert frame["factor"].tolist() == [1.5, pd.NA, 2]
    assert frame["since"].tolist() == [pd.Timestamp("2026-01-31"), pd.NaT, pd.NaT]
    assert [str(dtype) for dtype in frame.dtypes] == ["str", "category", "Float64", "datetime64[s]"]
    assert pp.tables(release=folder)["rows"].tolist() == [3]
    assert pp.load("units", release=folder, columns=["factor", "unit_id"]).columns.tolist() == ["factor", "unit_id"]
    assert pp.load("units", "polars", release=folder).rows() == [
        ("stone", "石", 1.5, date(2026, 1, 31)),
        ("bushel", '斗；"斗"', None, None),
        ("NA", "无", 2, None),
    ]


def test_rows_in_the_descriptor_are_loaded(tmp_path):
    rows = [dict(zip((f["name"] for f in FIELDS), row, strict=True)) for row in ROWS]
    data = [row | {"factor": 1.5 if row["factor"] == "1,5" else None} for row in rows]
    folder = laid_out(tmp_path, {}, data=data)
    frame = pp.load("units", release=folder)
    assert frame["factor"].tolist() == [1.5, pd.NA, pd.NA]
    assert pp.tables(release=folder)["rows"].tolist() == [3]


def test_only_what_the_descriptor_lists_is_null(tmp_path):
    folder = laid_out(tmp_path, {"units.csv": lines([["", "石", "0", "-"], ["-", "无", "1", "-"]])}, missing=["-"])
    frame = pp.load("units", release=folder)
    assert frame["unit_id"].fillna("null").tolist() == ["", "null"]


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize(("row", "column"), [(["a", "石", "", "-"], "factor"), (["a", "石", "-", ""], "since")])
def test_an_empty_number_or_date_is_null_only_where_the_descriptor_lists_it(tmp_path, delimiter, row, column):
    files, dialect = {"units.csv": lines([row], delimiter)}, {"delimiter": delimiter}
    with pytest.raises(pp.PackageError, match=f"empty cells in {column}, which missingValues does not list"):
        pp.load("units", release=laid_out(tmp_path, files, missing=["-"], dialect=dialect))
    frame = pp.load("units", release=laid_out(tmp_path, files, dialect=dialect))
    assert frame[["factor", "since"]].isna().all(axis=None)


def test_what_is_null_in_the_descriptor_is_null(tmp_path):
    data = [{"unit_id": "a", "name_zh": None, "factor": None, "since": None}]
    frame = pp.load("units", release=laid_out(tmp_path, {}, missing=["-"], data=data))
    assert frame.isna().sum().to_dict() == {"unit_id": 0, "name_zh": 1, "factor": 1, "since": 1}


@pytest.mark.parametrize("layout", ["plain", "semicolons"])
@pytest.mark.parametrize("row", [["stone", "石", "x", ""], ["stone", "石", "1", "", "5"]])
def test_a_damaged_table_is_refused(tmp_path, layout, row):
    delimiter = "," if layout == "plain" else ";"
    dialect = {} if layout == "plain" else {"dialect": {"delimiter": ";"}}
    folder = laid_out(tmp_path, {"units.csv": lines([*ROWS, row], delimiter)}, **dialect)
    with pytest.raises(pp.PackageError):
        pp.load("units", release=folder)


@pytest.mark.parametrize("engine", ["pandas", "polars"])
def test_a_whole_number_beyond_64_bits_is_refused(tmp_path, engine):
    schema = {"fields": [{"name": "n", "type": "integer"}]}
    folder = laid_out(tmp_path, {"units.csv": b"n\n" + b"9" * 20 + b"\n"}, schema=schema)
    with pytest.raises(pp.PackageError, match=r"units\.csv"):
        pp.load("units", release=folder, engine=engine)


@pytest.mark.parametrize("dialect", [{}, {"delimiter": ";"}])
def test_a_table_that_lacks_a_column_is_refused(tmp_path, dialect):
    folder = laid_out(tmp_path, {"units.csv": b"unit_id\nstone\n"}, dialect=dialect)
    with pytest.raises(pp.PackageError):
        pp.load("units", release=folder)


def test_rows_that_cannot_be_read_are_not_counted(tmp_path):
    folder = laid_out(tmp_path, {"units.csv": b"unit_id,name_zh,factor,since\nstone,\xe9,1,\n"})
    with pytest.raises(pp.PackageError, match=r"units\.csv cannot be read"):
        pp.tables(release=folder)


# Older releases


def without(*columns):
    """Take columns of targets out of a descriptor."""

    def edit(package):
        schema = next(table for table in package["resources"] if table["name"] == "targets")["schema"]
        schema["fields"] = [field for field in schema["fields"] if field["name"] not in columns]
        schema["foreignKeys"] = [key for key in schema["foreignKeys"] if key["fields"] not in [[c] for c in columns]]

    return edit


def test_an_older_release_says_what_it_lacks(write_package):
    folder = write_package({}, without("recognition"))
    with pytest.raises(pp.PackageError) as caught:
        pp.load("targets", columns="recognition", release=folder)
    assert caught.value.en == ("data/targets.csv has no recognition, which is needed here; read a release that has it")
    assert caught.value.zh == "data/targets.csv没有此处所需的recognition，请读取含有该列的发布版"
    with pytest.raises(pp.PackageError, match="has no recognition"):
        pp.load("trajectories", release=folder)
    assert not {"trajectories", "progress"} & {*pp.tables(release=folder)["table"]}


def test_an_older_release_says_which_table_it_lacks(tmp_path):
    folder = laid_out(tmp_path, {"units.csv": lines(ROWS)})
    with pytest.raises(pp.PackageError) as caught:
        pp.load("goals", release=folder)
    version = descriptor().version
    assert caught.value.en == f"version {version} of the package has no table goals; read a release that has it"
    assert caught.value.zh == f"数据包{version}版没有goals表，请读取含有该表的发布版"
    with pytest.raises(pp.PackageError, match="has no table"):
        pp.load("trajectories", release=folder)


@pytest.mark.parametrize("engine", ["pandas", "polars"])
def test_a_value_that_is_not_listed_is_refused(tmp_path, engine):
    folder = laid_out(tmp_path, {"units.csv": lines([["a", "桶", "1", ""]])})
    with pytest.raises(pp.PackageError, match=r"units\.csv cannot be read"):
        pp.load("units", engine, release=folder)
