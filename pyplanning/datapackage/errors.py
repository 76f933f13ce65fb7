"""What a user can mend, as an error that says so in both languages."""

from __future__ import annotations

import errno
import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyplanning.rule import Issue


LONGEST = 80  # characters of a value that is quoted
MANY = 50  # names that are listed as those to choose from; of more than that only
FEW = 10  # are listed, since nobody reads the rest; so many lines has an error that is made of findings
# What the system reports of a file → the same in Chinese.
_CHINESE = {
    errno.ENOENT: "文件或文件夹不存在",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "是文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EEXIST: "已存在",
    errno.ENOSPC: "磁盘空间不足",
    errno.EDQUOT: "磁盘空间不足",
    errno.EFBIG: "超过单个文件的大小限制",
    errno.EROFS: "磁盘只读",
    errno.ENAMETOOLONG: "名称过长",
    errno.EBUSY: "正被其他程序使用",
    errno.ETXTBSY: "正被其他程序使用",
    errno.EMFILE: "打开的文件过多",
    errno.ENOMEM: "内存不足",
    errno.ELOOP: "链接指向自身",
    errno.EIO: "读写出错",
}


def system_reason(error: OSError) -> tuple[str, str]:
    """Say in both languages what the system reports of a file."""
    return error.strerror or str(error), _CHINESE.get(error.errno or 0, f"系统错误{error.errno or ''}")


def quoted(value: object) -> str:
    """Write a value as JSON has it, cut where it is long."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


class PackageError(Exception):
    """The request cannot be carried out; ``en`` and ``zh`` name the place and the remedy.

    ``issues`` are the findings that it was made of, if it was.
    """

    issues: tuple[Issue, ...] = ()

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.en, self.zh = en, zh

    def text(self, lang: str) -> str:
        """Give the sentence in ``lang`` ("en" or "zh")."""
        return self.zh if lang == "zh" else self.en

    @classmethod
    def of(cls, issues: Sequence[Issue]) -> PackageError:
        """Make one error of findings, with a line for each of the first."""
        more, more_zh = _more(len(issues)) if len(issues) > FEW else ("", "")
        error = cls(
            "\n".join(filter(None, [*(issue.en for issue in issues[:FEW]), more.lstrip()])),
            "\n".join(filter(None, [*(issue.zh for issue in issues[:FEW]), more_zh])),
        )
        error.issues = tuple(issues)
        return error


class NoTableError(PackageError):
    """A file has nothing that is one of the tables that it may be."""


class UnknownNameError(PackageError, KeyError):
    """A table, column, unit or rule that does not exist; ``en`` and ``zh`` name the nearest one that does."""

    def __str__(self) -> str:
        return self.en


class UnfitError(PackageError, ValueError):
    """A frame, or a value in it, that cannot be worked with; ``en`` and ``zh`` name the place and the remedy."""


def no_such(file: object) -> PackageError:
    """Make the error for a file or folder that is named and does not exist."""
    return PackageError(f"{file} is missing; name a file or folder that exists", f"{file}不存在，请检查路径")


def nearest(name: str, names: Iterable[str], what: str, what_zh: str, others: Iterable[str] = ()) -> UnknownNameError:
    """Make the error for an unknown ``name``: it gives the nearest of ``names`` and ``others``, or the ``names``.

    Capital and small letters count as the same: GDP is near to gdp.
    """
    from difflib import get_close_matches  # which only a wrong name needs

    every = list(names)
    written = {one.casefold(): one for one in (*others, *reversed(every))}  # the first of names that differ in case
    if close := get_close_matches(str(name).casefold(), written, n=1, cutoff=0.5):
        found = written[close[0]]
        return UnknownNameError(
            f"no {what} {name!r}; did you mean {found!r}?", f"{what_zh}“{name}”不存在，是否应为“{found}”？"
        )
    return UnknownNameError(
        f"no {what} {name!r}; choose one of {listed(every, ', ')[0]}",
        f"{what_zh}“{name}”不存在，可用的有：{listed(every, '、')[1]}",
    )


def listed(names: Sequence[str], between: str, many: int = MANY) -> tuple[str, str]:
    """List names for a sentence in English and in Chinese: where they are more than ``many``, the first few alone."""
    if len(names) <= many:
        return between.join(names), between.join(names)
    more, more_zh = _more(len(names))
    return between.join(names[:FEW]) + more, between.join(names[:FEW]) + more_zh


def _more(total: int) -> tuple[str, str]:
    return f" … ({total:,} in all)", f"……（共{total:,}个）"
