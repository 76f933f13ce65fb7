"""Whether a package is whole: its descriptor follows the standard, and its files are those that it lists."""

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from pyplanning.datapackage.advice import advice, version_semantic
from pyplanning.datapackage.cell import castable, fault
from pyplanning.datapackage.descriptor import URL, descriptor, read_descriptor, unreadable
from pyplanning.datapackage.errors import PackageError, quoted
from pyplanning.datapackage.patterns import problem
from pyplanning.datapackage.profile import is_second, misfits, profile_known
from pyplanning.datapackage.resource import Field, Json, Package, Resource
from pyplanning.rule import Issue, rule

BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
HASHES = {name for name in hashlib.algorithms_guaranteed if not name.startswith("shake")}  # those have no length
FILE = "datapackage.json"
IN_A_SCHEMA = ("fields", "missingValues", "primaryKey", "uniqueKeys", "foreignKeys")
Sentence = tuple[str, str]  # in English and in Chinese


@rule(
    "PL001",
    en="datapackage.json – {place} is {value} – expected {expected}",
    zh="datapackage.json：{place}为{value}，应为{expected_zh}",
)
def descriptor_standard(package: Package) -> list[dict[str, str]]:
    """The descriptor follows the Data Package standard: version 2, or version 1 if it names no ``$schema``.

    Fix: correct the property that the message names.
    """
    return misfits(package.properties)


@rule("PL002", en="datapackage.json – {place}: {found}", zh="datapackage.json：{place}：{found_zh}")
def descriptor_own(package: Package) -> list[dict[str, str]]:
    """The descriptor is consistent: names occur once, keys name fields, constraints match their field's type.

    A profile of the standard checks one property at a time, and cannot check this.

    Fix: correct the property that the message names.
    """
    found = [("resources", sentence) for sentence in _twice([r.name for r in package.resources], "resource", "资源")]
    found += [(FILE, sentence) for sentence in _misplaced(package.properties, *IN_A_SCHEMA)]
    for resource in package.resources:
        found += [(resource.name, sentence) for sentence in _resource_faults(resource, package)]
        for field in resource.fields:
            found += [(f"{resource.name}.{field.name}", sentence) for sentence in _field_faults(field)]
    return [{"place": place, "found": en, "found_zh": zh} for place, (en, zh) in found]


def _twice(names: list[str], what: str, what_zh: str) -> Iterator[Sentence]:
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"two {what}s are called {name}", f"有两个{what_zh}名为{name}"


def _misplaced(properties: Json, *names: str) -> Iterator[Sentence]:
    """Find properties that belong in another object, where alone they are read."""
    for name in names:
        if type(properties.get(name)) not in (type(None), int):  # a number of fields is a count
            place = "the constraints" if name == "required" else "a schema"
            place_zh = "constraints" if name == "required" else "schema"
            yield f"{name} is in the wrong place, expected it in {place}", f"{name}位置不对，应在{place_zh}中"


def _resource_faults(resource: Resource, package: Package) -> Iterator[Sentence]:
    yield from _misplaced(resource.properties, *IN_A_SCHEMA)
    yield from _twice([field.name for field in resource.fields], "field", "字段")  # a frame cannot have both
    yield from _doubled("missingValues", resource.schema.get("missingValues", []))
    for key in resource.foreign_keys:
        if not key.fields or len(key.fields) != len(key.keys):
            yield (
                f"a foreign key has {len(key.fields)} columns that refer to {len(key.keys)}",
                f"外键的{len(key.fields)}列指向{len(key.keys)}列，列数不一致",
            )
        if key.names_itself and is_second(package.properties):
            yield (
                "a foreign key names its own table, expected no resource in its reference",
                "外键指向本表时写了resource，reference中不应有resource",
            )
        if key.resource not in package.tables:
            yield (
                f"a foreign key refers to {key.resource}, which is not a resource",
                f"外键指向{key.resource}，但没有该资源",
            )
        elif columns := package.tables[key.resource].columns:  # none where the schema is elsewhere
            for column in sorted({*key.keys} - {*columns}):
                yield (
                    f"a foreign key refers to {column}, which is not a field of {key.resource}",
                    f"外键指向{column}，但{key.resource}没有该字段",
                )
    keys = [resource.primary_key, *resource.unique_keys, *(key.fields for key in resource.foreign_keys)]
    for column in sorted({c for key in keys for c in key} - {*resource.columns}):
        yield f"the key column {column} is not a field", f"键所含的列{column}不是字段"
    for column in sorted({c for key in keys for c in key if key.count(c) > 1}):
        yield f"a key names the column {column} twice", f"键中{column}列出现两次"


def _field_faults(field: Field) -> Iterator[Sentence]:
    yield from _misplaced(field.properties, "required")
    yield from _doubled("missingValues", field.properties.get("missingValues", []))
    limits = field.constraints
    enum = limits.get("enum", [])
    yield from _category_faults(field, enum)
    if "pattern" in limits and (reason := problem(limits["pattern"])):
        yield (
            f"the pattern {limits['pattern']!r} is not a regular expression: {reason[0]}",
            f"pattern {quoted(limits['pattern'])}不是正则表达式{reason[1]}",
        )
    if field.type == "list" and field.properties.get("delimiter") == "":
        yield "the delimiter of a list is empty", "列表的delimiter为空"
    single = [(name, limits[name]) for name in BOUNDS if name in limits]
    if (example := field.properties.get("example", "")) not in (None, ""):  # as tools leave it
        single.append(("example", example))
    for name, value in [*(("enum", value) for value in enum), *single]:
        if not _is_of_type(value, field):
            yield (
                f"the {name} {value!r} is not of the type {field.type}",
                f"{name} {quoted(value)}不是{field.type}类型",
            )


def _category_faults(field: Field, enum: list[object]) -> Iterator[Sentence]:
    """Check the listed values of a field, of which an enum may have some."""
    if "categories" not in field.properties:
        return
    listed = [c.value for c in field.categories]
    if field.type not in ("string", "integer"):
        yield (
            f"a field of the type {field.type} has categories, which are for texts and integers",
            f"{field.type}类型的字段有categories，只有string和integer类型可有",
        )
    if any(value not in listed for value in enum):
        yield "enum lists a value that is not in categories", "enum中有categories未列的取值"
    yield from _doubled("categories", field.properties["categories"])


def _doubled(name: str, listed: list[object]) -> Iterator[Sentence]:
    """Find what occurs twice among listed values and their labels; texts alone are the profile's to compare."""
    for what in ("value", "label"):
        texts = [one[what] for one in listed if isinstance(one, dict) and one.get(what) is not None]
        for text in [text for n, text in enumerate(texts) if text in texts[:n]]:
            yield f"{name} have the {what} {text!r} twice", f"{name}的{what} {quoted(text)}重复"


def _is_of_type(value: object, field: Field) -> bool:
    """Whether a value of a constraint, or an example, is of the field's type; a number of JSON is in no format."""
    from pyplanning.datapackage.values import written

    if value is None or isinstance(value, bool):
        return value is not None and field.type in ("boolean", "any")
    if field.type in ("integer", "number", "year") and isinstance(value, int | float):
        return abs(value) < sys.float_info.max and castable(written(value), field.type)
    text = json.dumps(value) if isinstance(value, list | dict) else written(value)
    own = {k: v for k, v in field.properties.items() if k not in ("constraints", "categories")}
    return fault(Field(own), text) is None


@rule(
    "PL003",
    en="{file} is missing – expected as the descriptor lists it",
    zh="{file}缺失，描述文件中列有该文件",
)
def file_present(file: Path) -> bool:
    """Every file that the descriptor lists exists.

    Fix: install the package again, or restore the file.
    """
    return file.is_file()


@rule(
    "PL004",
    en="{file} does not match the descriptor – found hash {value} – expected {expected}; "
    "run pyplanning tidy if you edited it",
    zh="{file}与描述文件不符：校验值为{value}，应为{expected}；如系本人修改，请运行pyplanning tidy",
)
def file_unchanged(file: Path, resource: Resource) -> str | None:
    """A file has the hash that the descriptor gives for it: "sha256:…", or MD5 if no algorithm is named.

    Fix: install the package again; after an edit of your own, run pyplanning tidy.
    """
    algorithm, expected = _hash(resource)
    if algorithm not in HASHES:
        return None
    with file.open("rb") as content:
        found = hashlib.file_digest(content, algorithm).hexdigest()
    return None if found == expected else found


def _hash(resource: Resource) -> tuple[str, str]:
    """Give the algorithm of a resource's hash, "" where it has none, and the hash itself."""
    listed = resource.properties.get("hash")
    algorithm, _, expected = listed.lower().rpartition(":") if isinstance(listed, str) else ("", "", "")
    return algorithm or ("md5" if expected else ""), expected


@rule(
    "PL021",
    en="{file} does not match the descriptor – found {value} bytes – expected {expected}; "
    "run pyplanning tidy if you edited it",
    zh="{file}与描述文件不符：大小为{value}字节，应为{expected}字节；如系本人修改，请运行pyplanning tidy",
)
def file_size(file: Path, resource: Resource) -> int | None:
    """A file has the size that the descriptor gives for it.

    Fix: install the package again; after an edit of your own, run pyplanning tidy.
    """
    found = file.stat().st_size
    return None if resource.properties.get("bytes") in (None, found) else found


def open_package(folder: Path, called: object = None) -> Package:
    """Read the descriptor of the package in ``folder``, as every reader of packages but ``validate`` does.

    ``called`` is what errors call the package: its folder by default.
    Raises PackageError where it cannot be read, and where it has faults: what it says then means nothing.
    """
    package = read_descriptor(folder)
    if errors := [issue for issue in faults(package) if issue.level == "error"]:
        name = called or folder
        raise PackageError(
            "\n".join(f"{name}: {issue.en}; run pyplanning validate on it first" for issue in errors),
            "\n".join(f"{name}：{issue.zh}，请先用pyplanning validate校验" for issue in errors),
        )
    return package


def _contract(package: Package) -> dict[str, object]:
    """Leave out of a descriptor what differs between releases of the same contract."""
    files = [{k: v for k, v in r.properties.items() if k not in ("hash", "bytes")} for r in package.resources]
    return {**package.properties, "resources": files, "version": "", "created": "", "retired": []}


def faults(package: Package, strict: bool = False) -> list[Issue]:
    """List what is wrong with a descriptor; one of the installed package's contract is not judged by the standard.

    Where ``strict``, what the standard only advises is listed too. Where a descriptor does not follow
    the standard, nothing else is looked at, since what it says may mean anything.
    """
    known = _contract(package) == _contract(descriptor())
    misfit = [] if known else descriptor_standard.check(package)
    if misfit:
        return [descriptor_standard.issue(file=FILE, **words) for words in misfit]
    found = [descriptor_own.issue(file=FILE, value=words["place"], **words) for words in descriptor_own.check(package)]
    if version_semantic.check(package):
        found.append(version_semantic.issue(file=FILE, value=package.version))
    if strict and not known:
        found += advice(package)
    return found + [profile_known.issue(file=FILE, value=profile) for profile in profile_known.check(package)]


def damage(folder: Path, package: Package) -> list[Issue]:
    """List what is missing or changed among the files of the package in ``folder``.

    Raises PackageError where a file cannot be read.
    """
    return [
        issue
        for resource in package.resources
        for path in resource.paths
        if not URL.match(path)
        for issue in _damage(folder / path, path, resource)
    ]


def _damage(file: Path, path: str, resource: Resource) -> Iterator[Issue]:
    if not file_present.check(file):
        yield file_present.issue(file=path)
    elif len(resource.paths) == 1:  # hash and size are those of one file
        try:
            digest, size = file_unchanged.check(file, resource), file_size.check(file, resource)
        except OSError as error:
            raise unreadable(file, error) from None
        if digest:
            expected = _hash(resource)[1][:12]
            yield file_unchanged.issue(file=path, value=digest[:12] + "…", expected=expected + "…")
        elif size is not None:
            yield file_size.issue(file=path, value=str(size), expected=str(resource.properties["bytes"]))
