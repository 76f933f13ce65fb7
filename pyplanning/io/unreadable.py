"""Which resources of a package are tables that can be read, and why the others are not."""

from pathlib import Path

from pyplanning.datapackage.descriptor import URL
from pyplanning.datapackage.resource import Resource
from pyplanning.rule import rule

TEXTS = ("csv", "tsv")  # as a package's descriptor names them
TABLES = (*TEXTS, "xlsx", "xlsm", "parquet")
PACKED = ("gz", "zip", "bz2", "xz")


@rule(
    "PL016",
    level="warning",
    en="{table} – {found} – not checked – expected {expected}",
    zh="{table}：{found_zh}，未检查，应为{expected_zh}",
)
def unreadable_reason(resource: Resource) -> dict[str, str] | None:
    """Every resource of a package is a table that can be read, with its file and its schema in the package.

    Fix: ignore this if the resource is not a table; otherwise add what is missing to the package.
    """
    words = _elsewhere(resource) or _compressed(resource) or _no_table(resource)
    if not words and not resource.fields:
        words = "it has no schema", "未给出模式", "a schema with fields", "列有字段的模式"
    return dict(zip(("found", "found_zh", "expected", "expected_zh"), words, strict=True)) if words else None


Reason = tuple[str, str, str, str]  # what is found and what is expected, each in English and in Chinese


def _elsewhere(resource: Resource) -> Reason | None:
    parts: list[tuple[str, str, object]] = [("file", "文件", path) for path in resource.paths]
    parts += [(part, zh, resource.properties.get(part)) for part, zh in (("schema", "模式"), ("dialect", "格式设置"))]
    for part, part_zh, value in parts:
        if isinstance(value, str) and URL.match(value):
            return (
                f"its {part} is at {value}, which is not downloaded",
                f"其{part_zh}位于{value}，而本工具不从网络读取任何内容",
                f"the {part} in the package",
                f"数据包之内的{part_zh}",
            )
    return None


def _compressed(resource: Resource) -> Reason | None:
    ending = Path(next(iter(resource.paths), "")).suffix.lower().removeprefix(".")
    packing = resource.properties.get("compression") or (ending if ending in PACKED else "")
    words = f"its file is compressed ({packing})", f"其文件已压缩（{packing}）", "the file as it is", "未压缩的文件"
    return words if packing else None


def _no_table(resource: Resource) -> Reason | None:
    count, kind = len(resource.paths), resource.format
    if not count:
        words = "its data are not rows", "其data不是数据行", "a list of objects, or of lists", "对象或数组的列表"
        return None if are_rows(resource.properties.get("data")) else words
    if kind not in TABLES:
        return (
            f"a file of the type {kind or 'without extension'} is not read as a table",
            f"{kind or '无扩展名的'}文件不是可读取的数据表",
            f"one of {', '.join(TABLES)}",
            f"{'、'.join(TABLES)}之一",
        )
    words = f"its {kind} is in {count} files", f"其{kind}分为{count}个文件", "one file", "一个文件"
    return words if count > 1 and kind not in TEXTS else None


def are_rows(data: object) -> bool:
    """Whether data are the rows of a table: all of them objects, or all of them lists."""
    return isinstance(data, list) and {type(row) for row in data} in ({dict}, {list})
