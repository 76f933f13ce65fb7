"""Which resources of a package are tables that can be read, and why the others are not."""

from collections.abc import Iterator
from pathlib import Path

from pyplanning.datapackage.descriptor import URL
from pyplanning.datapackage.resource import Resource
from pyplanning.io.excel import WORKBOOKS
from pyplanning.rule import rule

TEXTS = ("csv", "tsv")  # as a package's descriptor names them
TABLES = (*TEXTS, *(ending.removeprefix(".") for ending in WORKBOOKS), "parquet")
PACKED = ("gz", "zip", "bz2", "xz")


@rule(
    "PL016",
    level="warning",
    en="{table} – {found} – not checked – expected {expected}",
    zh="{table}：{found_zh}，未检查，应为{expected_zh}",
)
def unreadable_reason(resource: Resource) -> dict[str, str] | None:
    """Every resource of a package is a table that can be read, with its file and its schema in the package.

    Of a table without a schema the structure is checked: its header, and the length of its rows.

    Fix: ignore this if the resource is not a table; otherwise add what is missing to the package.
    """
    words = next(_reasons(resource), None)
    return dict(zip(("found", "found_zh", "expected", "expected_zh"), words, strict=True)) if words else None


def _reasons(resource: Resource) -> Iterator[tuple[str, str, str, str]]:
    """Give what is found and what is expected, each in English and in Chinese."""
    parts: list[tuple[str, str, object]] = [("file", "文件", path) for path in resource.paths]
    parts += [(part, zh, resource.properties.get(part)) for part, zh in (("schema", "模式"), ("dialect", "格式设置"))]
    for part, zh, value in parts:
        if isinstance(value, str) and URL.match(value):
            found = f"its {part} is at {value}, which is not downloaded"
            found_zh = f"其{zh}位于{value}，而本工具不从网络读取任何内容"
            yield found, found_zh, f"the {part} in the package", f"数据包之内的{zh}"
    count, kind, data = len(resource.paths), resource.format, resource.properties.get("data")
    ending = Path(next(iter(resource.paths), "")).suffix.lower().removeprefix(".")
    if packing := resource.properties.get("compression") or (ending if ending in PACKED else ""):
        yield f"its file is compressed ({packing})", f"其文件已压缩（{packing}）", "the file as it is", "未压缩的文件"
    rows = {type(row) for row in data} if isinstance(data, list) else set()
    text = isinstance(data, str) and kind in TEXTS
    if not count and not text and rows not in ({dict}, {list}):
        yield "its data are not rows", "其data不是数据行", "a list of objects, or of lists", "对象或数组的列表"
    if count and kind not in TABLES:
        found = f"a file of the type {kind or 'without extension'} is not read as a table"
        found_zh = f"{kind or '无扩展名的'}文件不是可读取的数据表"
        yield found, found_zh, f"one of {', '.join(TABLES)}", f"{'、'.join(TABLES)}之一"
    if count > 1 and kind not in TEXTS:
        yield f"its {kind} is in {count} files", f"其{kind}分为{count}个文件", "one file", "一个文件"
