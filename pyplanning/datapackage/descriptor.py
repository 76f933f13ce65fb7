"""Find the data package, and read its descriptor."""

import json
import re
from functools import cache
from pathlib import Path, PurePosixPath

from pyplanning.datapackage.encoding import decode
from pyplanning.datapackage.errors import PackageError as PackageError
from pyplanning.datapackage.errors import no_such, quoted, system_reason
from pyplanning.datapackage.resource import TYPES, Field, Json, Package, Resource

FILE = "datapackage.json"
# How Python begins to say what is wrong with JSON → the same in plain words.
FAULTS = (
    ("Expecting value", "a value is missing, or there is a comma too many", "缺少值，或多了一个逗号"),
    (
        "Expecting property name",
        "expected a name in quotation marks, or a comma is too many",
        "应为加引号的名称，或多了一个逗号",
    ),
    ("Illegal trailing comma", "a comma is too many", "多了一个逗号"),
    ("Expecting ',' delimiter", "expected a comma, or a closing bracket", "应有逗号或右括号"),
    ("Expecting ':' delimiter", "expected a colon", "应有冒号"),
    ("Extra data", "expected the end of the file", "之后不应再有内容"),
    ("Unterminated string", "a quotation mark is not closed", "的引号未闭合"),
    ("Invalid control character", "a line break or tab is inside a text", "的文本中有换行或制表符"),
    ("Invalid \\", "a backslash is not doubled", "的反斜杠应写成两个"),
)
URL = re.compile("https?://", re.IGNORECASE)
MERGE = ".merge"  # a folder in a package: what its files were before a merge that is under way
HALVES = re.compile(r"\\u[dD][89a-fA-F]")  # how JSON writes a character of two halves, one of which may be missing


def missing(file: Path) -> PackageError:
    """Make the error for a file of a package that does not exist."""
    for yaml in (file.with_suffix(".yaml"), file.with_suffix(".yml")) if file.name == FILE else ():
        if yaml.is_file():
            return PackageError(
                f"{yaml} is YAML, which is not read; save the same content as JSON, under the name {FILE}",
                f"{yaml}为YAML格式，不能读取，请将同样的内容另存为JSON格式的{FILE}",
            )
    if file.name == FILE and not file.is_relative_to(root()):
        folder, folder_zh = ("this folder", "当前文件夹") if file == Path(FILE) else (file.parent, file.parent)
        return PackageError(
            f"{folder} is not a data package: it has no {FILE}; name the folder that has it, or run the command in it",
            f"{folder_zh}不是数据包，其中没有{FILE}，请指定该文件所在的文件夹，或在其中运行命令",
        )
    en, zh = _remedy(file, f"restore it, or correct its path in {FILE}", f"请恢复该文件，或改正{FILE}中的路径")
    return PackageError(f"{file} is missing; {en}", f"{file}缺失，{zh}")


def unreadable(file: Path, error: Exception) -> PackageError:
    """Make the error for a file of a package that cannot be read."""
    if isinstance(error, FileNotFoundError) and not file.is_relative_to(root()):
        return no_such(file)
    reason, reason_zh = system_reason(error) if isinstance(error, OSError) else (str(error), "内容与描述文件不符")
    en, zh = _remedy(file, "check the file and who may read it", "请检查该文件及其权限")
    return PackageError(f"{file} cannot be read ({reason}); {en}", f"{file}无法读取（{reason_zh}），{zh}")


def lacks_schema(resource: Resource) -> PackageError:
    """Make the error for a table without fields where columns with types are needed."""
    return PackageError(
        f"{FILE}: {resource.name} has no schema; add one with its fields, which give its columns their types",
        f"{FILE}：{resource.name}未给出模式，请补充列有字段的schema，各列类型由此得出",
    )


def _remedy(file: Path, en: str, zh: str) -> tuple[str, str]:
    """Say what to do about a file: another package than ours cannot be installed again."""
    return ("install the package again", "请重新安装") if file.is_relative_to(root()) else (en, zh)


def root() -> Path:
    """Find the folder that holds ``datapackage.json``.

    It is in the folder ``pyplanning`` in an installed package and beside that folder in a checkout.
    """
    package = Path(__file__).resolve().parents[1]
    return package if (package / "datapackage.json").is_file() else package.parent


def read_descriptor(folder: Path) -> Package:
    """Read ``folder/datapackage.json``, with the schemas and dialects that it keeps in other files of the folder.

    What is at a URL stays a URL: nothing is fetched.
    Raises PackageError where a merge into the folder was interrupted, where a file is missing or is
    not JSON, where there are no resources, or where one has no name or data, a path that leaves the
    folder, or a field of no known type.
    """
    file = folder / FILE
    if (folder / MERGE).is_dir():
        raise PackageError(
            f"{folder}: a merge is under way or was interrupted; wait for it, or merge again, which undoes it first",
            f"{folder}：合并正在进行或曾中断，请待其完成，或重新合并（先撤销未完成的合并）",
        )
    found = _read_json(file)
    whole = found if isinstance(found, dict) else {}
    resources = whole.get("resources")
    if not isinstance(resources, list) or not resources:
        raise PackageError(f"{file} lists no resources", f"{file}未列任何资源")
    return Package(whole | {"resources": [_whole(file, n, resource) for n, resource in enumerate(resources)]})


def _read_json(file: Path) -> object:
    try:
        text = decode(file.read_bytes())
        found = json.loads(text)
        if HALVES.search(text):
            json.dumps(found, ensure_ascii=False).encode()
    except FileNotFoundError:
        raise missing(file) from None
    except OSError as error:
        raise unreadable(file, error) from None
    except json.JSONDecodeError as error:
        raise _not_json(file, error) from None
    except UnicodeError:
        raise PackageError(f"{file} is not JSON: it is not UTF-8", f"{file}不是JSON：编码不是UTF-8") from None
    except (ValueError, RecursionError):  # a number of thousands of digits, or nested without end
        raise PackageError(f"{file} is not JSON: it is too large", f"{file}不是JSON：数字过长或嵌套过深") from None
    return found


def _not_json(file: Path, error: json.JSONDecodeError) -> PackageError:
    """Make the error for a text that is no JSON: where, and what is wrong there."""
    en, zh = next((words for start, *words in FAULTS if error.msg.startswith(start)), (error.msg, "写法有误"))
    return PackageError(
        f"{file} is not JSON: line {error.lineno}, column {error.colno} – {en}",
        f"{file}不是JSON：第{error.lineno}行第{error.colno}列{zh}",
    )


def _whole(file: Path, number: int, resource: object) -> Json:
    """Check a resource and its fields, and put its schema and its dialect into it."""
    whole = dict(resource) if isinstance(resource, dict) else {}
    found, place = Resource(whole), f"resources[{number}]"
    if not isinstance(resource, dict):
        raise PackageError(
            f"{file}: {place} is {quoted(resource)}; expected an object with a name, and a path or data",
            f"{file}：{place}为{quoted(resource)}，应为对象，有name以及path或data",
        )
    if not isinstance(whole.get("name"), str):
        raise _lacks(file, place, "name", "a text that names the resource", "资源名称（文本）", whole.get("name"))
    if not (found.paths or whole.get("data") is not None):
        raise _lacks(
            file, place, "path", "the path of its file, or data", "文件路径，或以data给出数据", whole.get("path")
        )
    for path in found.paths:
        _check_path(file, path, found.name)
    for part in ("schema", "dialect"):
        kept = whole.get(part)
        if isinstance(kept, str) and not URL.match(kept):
            _check_path(file, kept, found.name)
            whole[part] = _read_json(file.parent / kept)
    fields = found.schema.get("fields", [])
    for position, field in enumerate(fields if isinstance(fields, list) else [None]):
        if not _is_field(field):
            types, types_zh = ", ".join(TYPES), "、".join(TYPES)
            raise PackageError(
                f"{file}: field {position + 1} of {found.name} is {quoted(field)};"
                f" expected a name, and one of the types {types}",
                f"{file}：{found.name}的第{position + 1}个字段为{quoted(field)}，须有名称，类型须为{types_zh}之一",
            )
    return whole


def _lacks(file: Path, place: str, name: str, expected: str, expected_zh: str, value: object) -> PackageError:
    """Make the error for a resource without a property that it needs."""
    found, found_zh = ("is missing", "缺失") if value is None else (f"is {quoted(value)}", f"为{quoted(value)}")
    return PackageError(
        f"{file}: {place}.{name} {found}; expected {expected}", f"{file}：{place}.{name}{found_zh}，应为{expected_zh}"
    )


def _check_path(file: Path, path: str, name: str) -> None:
    if not URL.match(path) and not is_inside(file.parent, path):
        raise PackageError(
            f"{file}: the path {path!r} of {name} leads out of the package; every path must stay inside it",
            f"{file}：{name}的路径“{path}”超出数据包范围，路径必须在数据包之内",
        )


def _is_field(field: object) -> bool:
    """Whether a field has a type that is known, and a name that can be a column's."""
    if not isinstance(field, dict) or not isinstance(field.get("name"), str):
        return False
    return bool(Field(field).kind) and not re.fullmatch(r"\*|\^.*\$|….*", field["name"], re.DOTALL)


def is_inside(folder: Path, path: str) -> bool:
    """Whether ``path`` stays in ``folder``, also where it is a link."""
    parts = PurePosixPath(path.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts or ":" in path or "\0" in path:
        return False
    try:
        return (folder / path).resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # a link that leads to itself
        return False


@cache
def descriptor() -> Package:
    """Return the descriptor of the installed package, which is read once."""
    return read_descriptor(root())
