"""Tables of a release, which are made for reading: recognised where they are edited and handed back."""

from collections.abc import Mapping, Sequence
from functools import cache

from pyplanning.datapackage.descriptor import PackageError, descriptor
from pyplanning.datapackage.field_words import CODES, code_title, name_column, title_of
from pyplanning.datapackage.resource import Resource


def code_titles(resource: Resource) -> Mapping[str, str]:
    """Give the titles, in small letters, that a release of ours has for columns of keys, with the columns' names."""
    return _code_titles(resource.name) if is_ours(resource) else {}


@cache
def _code_titles(table: str) -> Mapping[str, str]:
    fields = descriptor().tables[table].fields
    return {code_title(field, lang).casefold(): field.name for lang in CODES for field in fields}


def is_ours(resource: Resource) -> bool:
    """Whether a table has columns of the installed table of its name, and no others."""
    ours = descriptor().tables.get(resource.name)
    return ours is not None and {*resource.columns} <= {*ours.columns}


def refuse_release(cells: Sequence[str], resource: Resource, file_name: str) -> None:
    """Raise PackageError where a header has names next to codes, as in a release: they may contradict each other."""
    if not is_ours(resource):
        return
    header, ours = {cell.strip() for cell in cells}, descriptor().tables[resource.name]
    for field in map(ours.field, ours.references):
        for lang in CODES:
            named = name_column(field, lang)
            beside = field.name in header and named in header and named not in ours.columns
            if beside or {code_title(field, lang), title_of(field, lang)} <= header - {field.name}:
                raise PackageError(
                    f"{file_name} is a table of a release, with names next to codes, and is made for reading;"
                    " edit the workbook that “pyplanning template FILE.xlsx --filled” writes, and hand that in",
                    f"{file_name}是发布版中供阅读的表（编码与名称并列），不能作为修改稿读回，"
                    "请用“pyplanning template 文件名.xlsx --filled”生成工作簿，在其中修改后提交",
                )
