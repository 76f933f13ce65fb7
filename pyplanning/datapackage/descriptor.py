"""Find the data package, and read its descriptor."""

import json
import re
from functools import cache
from pathlib import Path, PurePosixPath

from pyplanning.datapackage.errors import PackageError as PackageError
from pyplanning.datapackage.resource import TYPES, Field, Json, Package, Resource

URL = re.compile("https?://", re.IGNORECASE)
HALVES = re.compile(r"\\u[dD][89a-fA-F]")  # how JSON writes a character of two halves, one of which may be missing


def missing(file: Path) -> PackageError:
    """Make the error for a file of the package that does not exist."""
    return PackageError(
        f"{file} is missing; restore it, or install the package again", f"{file}缺失，请恢复该文件或重新安装"
    )


def unreadable(file: Path, error: Exception) -> PackageError:
    """Make the error for a file of the package that cannot be read."""
    reason = getattr(error, "strerror", None) or error
    return PackageError(
        f"{file} cannot be read ({reason}); install the package again", f"{file}无法读取（{reason}），请重新安装"
    )


def root() -> Path:
    """Find the folder that holds ``datapackage.json``.

    It is in the folder ``pyplanning`` in an installed package and beside that folder in a checkout.
    """
    package = Path(__file__).resolve().parents[1]
    return package if (package / "datapackage.json").is_file() else package.parent


def read_descriptor(folder: Path) -> Package:
    """Read ``folder/datapackage.json``, with the schemas and dialects that it keeps in other files of the folder.

    What is at a URL stays a URL: nothing is fetched.
    Raises PackageError where a file is missing or is not JSON, where there are no resources, or
    where one has no name or data, a path that leaves the folder, or a field of no known type.
    """
    file = folder / "datapackage.json"
    found = _read_json(file)
    whole = found if isinstance(found, dict) else {}
    resources = whole.get("resources")
    if not isinstance(resources, list) or not resources:
        raise PackageError(f"{file} lists no resources", f"{file}未列任何资源")
    return Package(whole | {"resources": [_whole(file, resource) for resource in resources]})


def _read_json(file: Path) -> object:
    try:
        text = file.read_text(encoding="utf-8-sig")
        found = json.loads(text)
        if HALVES.search(text):
            json.dumps(found, ensure_ascii=False).encode()
    except FileNotFoundError:
        raise missing(file) from None
    except OSError as error:
        raise unreadable(file, error) from None
    except (ValueError, RecursionError) as error:  # not JSON, not UTF-8, or nested without end
        raise PackageError(f"{file} is not JSON: {error}", f"{file}不是JSON：{error}") from None
    return found


def _whole(file: Path, resource: object) -> Json:
    """Check a resource and its fields, and put its schema and its dialect into it."""
    whole = dict(resource) if isinstance(resource, dict) else {}
    found = Resource(whole)
    if not isinstance(whole.get("name"), str) or not (found.paths or whole.get("data") is not None):
        raise PackageError(
            f"{file}: every resource needs a name, and a path or data, found {resource!r:.80}",
            f"{file}：每个资源须有名称以及路径或数据，现为{resource!r:.80}",
        )
    for path in found.paths:
        _check_path(file, path, found.name)
    for part in ("schema", "dialect"):
        place = whole.get(part)
        if isinstance(place, str) and not URL.match(place):
            _check_path(file, place, found.name)
            whole[part] = _read_json(file.parent / place)
    fields = found.schema.get("fields", [])
    for field in fields if isinstance(fields, list) else [None]:
        if not _is_field(field):
            types = ", ".join(TYPES)
            raise PackageError(
                f"{file}: every field of {found.name} needs a name and one of the types {types}, found {field!r:.80}",
                f"{file}：{found.name}的每个字段须有名称，类型须为{types}之一，现为{field!r:.80}",
            )
    return whole


def _check_path(file: Path, path: str, name: str) -> None:
    if not URL.match(path) and not _inside(file.parent, path):
        raise PackageError(
            f"{file}: the path {path!r} of {name} leads out of the package; every path must stay inside it",
            f"{file}：{name}的路径{path!r}超出数据包范围，路径必须在数据包之内",
        )


def _is_field(field: object) -> bool:
    """Whether a field has a type that is known, and a name that can be a column's."""
    if not isinstance(field, dict) or not isinstance(field.get("name"), str):
        return False
    return bool(Field(field).kind) and not re.fullmatch(r"\*|\^.*\$|….*", field["name"], re.DOTALL)


def _inside(folder: Path, path: str) -> bool:
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
