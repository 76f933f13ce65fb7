"""A release, or any other folder or zip of the package, as a folder whose files are the ones that were made."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pyplanning.datapackage.descriptor import PackageError, unreadable
from pyplanning.datapackage.integrity import damage, open_package
from pyplanning.io.zip import opened

SUMS = "SHA256SUMS"  # lines of a hash and a file, as sha256sum writes them
ZIP = "pyplanning-data-[0-9]*.zip"


@contextmanager
def released(source: str | os.PathLike[str]) -> Iterator[Path]:
    """Open the folder with datapackage.json that ``source`` is or holds.

    ``source`` is such a folder, a zip of one, or the folder of a release, which holds the zip.
    A zip is unpacked into a temporary folder, which is gone afterwards.

    A zip that the SHA256SUMS beside it names must have the hash listed there, and every file of
    the package the hash and size that its descriptor gives.
    Raises PackageError where one has not, naming the file and both hashes; where ``source`` is
    none of the three; and where the zip cannot or must not be expanded.
    """
    file = _package(Path(source))
    if file.is_file():
        _check_sum(file)
    with opened(file) as folder:
        if not (folder / "datapackage.json").is_file():
            raise _no_release(file)
        for issue in damage(folder, open_package(folder, source)):
            raise PackageError(f"{source}: {issue.en}; download it again", f"{source}：{issue.zh}，请重新下载")
        yield folder


def _package(source: Path) -> Path:
    """Find the zip of the package where ``source`` is the folder of a release; return ``source`` otherwise."""
    if not source.is_dir() or (source / "datapackage.json").is_file():
        return source
    match sorted(source.glob(ZIP)):
        case [only]:
            return only
        case []:
            raise _no_release(source)
        case several:
            names = [file.name for file in several]
            raise PackageError(
                f"{source} holds several packages ({', '.join(names)}); name one of them",
                f"{source}中有多个数据包（{'、'.join(names)}），请指明其中一个",
            )


def _no_release(source: Path) -> PackageError:
    return PackageError(
        f"{source} is not a release: it has no datapackage.json;"
        " name the folder of a release, or its pyplanning-data-VERSION.zip",
        f"{source}不是发布版：其中没有datapackage.json，请指明发布版文件夹，或其中的pyplanning-data-版本号.zip",
    )


def _check_sum(file: Path) -> None:
    sums = file.parent / SUMS
    try:
        text = sums.read_text(encoding="utf-8", errors="replace") if sums.is_file() else ""
        lines = [line.split(maxsplit=1) for line in text.splitlines()]
        # A star before the name means that the file was read as bytes.
        listed = {line[1].removeprefix("*").removeprefix("./"): line[0].lower() for line in lines if len(line) == 2}
        if file.name not in listed:
            return
        with file.open("rb") as content:
            found = hashlib.file_digest(content, "sha256").hexdigest()
    except OSError as error:
        raise unreadable(file, error) from None
    if found != listed[file.name]:
        raise PackageError(
            f"{file} does not match {SUMS} – found hash {found} – expected {listed[file.name]}; download it again",
            f"{file}与{SUMS}所列不符：校验值为{found}，应为{listed[file.name]}，请重新下载",
        )
