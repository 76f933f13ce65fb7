"""What a user can mend, as an error that says so in both languages."""

from __future__ import annotations

import errno
import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyplanning.rule import Issue


LONGEST = 80  # characters of a value that is quoted
MANY = 50  # names that are listed as those to choose from
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
        """Make one error of findings, with a line for each."""
        error = cls("\n".join(issue.en for issue in issues), "\n".join(issue.zh for issue in issues))
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


def nearest(name: str, names: Iterable[str], what: str, what_zh: str, others: Iterable[str] = ()) -> UnknownNameError:
    """Make the error for an unknown ``name``: it gives the nearest of ``names`` and ``others``, or the ``names``."""
    from difflib import get_close_matches  # which only a wrong name needs

    every = list(names)
    if close := get_close_matches(str(name), [*every, *others], n=1, cutoff=0.5):
        return UnknownNameError(
            f"no {what} {name!r}; did you mean {close[0]!r}?", f"{what_zh}“{name}”不存在，是否应为“{close[0]}”？"
        )
    more, more_zh = (f" … ({len(every):,} in all)", f"……（共{len(every):,}个）") if len(every) > MANY else ("", "")
    return UnknownNameError(
        f"no {what} {name!r}; choose one of {', '.join(every[:MANY])}{more}",
        f"{what_zh}“{name}”不存在，可用的有：{'、'.join(every[:MANY])}{more_zh}",
    )
