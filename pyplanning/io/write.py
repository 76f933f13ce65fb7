"""Files and folders that are written beside their place and renamed, so that nothing half-made stays.

What is being written has a random name, and is locked. What a killed program left is not locked,
and goes when something is next written into the same folder.
"""

import csv
import os
import secrets
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from io import StringIO
from math import inf
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from pyplanning.datapackage.descriptor import PackageError
from pyplanning.datapackage.errors import system_reason
from pyplanning.io.lock import locked

# What makes Excel run a cell, also in the full-width form that it takes for the same.
RUNS = tuple("=+-@\t\r\n＝＋－＠")
WINDOWS = "\r\n"  # the end of a line there
UNFINISHED = ".pyplanning-{}.part"  # what is being written, or was when a program was killed


def write_file(target: Path, content: bytes) -> None:
    """Write a file beside ``target`` and rename it; a link is followed, and an existing file keeps its mode.

    What is no regular file, such as a device or a pipe, is written to.
    Raises PackageError where it cannot be written.
    """
    try:
        place = target.resolve()
        mode = place.stat().st_mode if place.exists() else None
        if mode is not None and not stat.S_ISREG(mode):
            with place.open("wb") as stream:
                stream.write(content)
            return
        if mode is not None and not os.access(place, os.W_OK):
            raise PermissionError(13, os.strerror(13))
        _clear(place.parent)
        with _unfinished(place.parent, folder=False) as part:
            with part.open("wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            if mode is not None:
                part.chmod(stat.S_IMODE(mode))
            part.replace(place)
    except RuntimeError:  # a link that leads to itself
        raise unwritable(target, OSError(40, os.strerror(40))) from None
    except OSError as error:
        raise unwritable(target, error) from None


@contextmanager
def _unfinished(parent: Path, folder: bool) -> Iterator[Path]:
    """Give the path of a new file or folder in ``parent``, which is locked until it is renamed, or vanishes."""
    part = parent / UNFINISHED.format(secrets.token_hex(8))
    with ExitStack() as until_done:
        while not part.exists():  # another program may clear it before it is locked
            until_done.callback(_remove, part)
            if folder:
                part.mkdir()
            else:
                part.touch(exist_ok=False)
            with suppress(FileNotFoundError):
                until_done.enter_context(locked(part, inf))
        yield part


def _clear(folder: Path) -> None:
    """Remove what killed programs left in a folder; what is locked is being written."""
    for left in folder.glob(UNFINISHED.format("*")):
        with suppress(OSError), locked(left) as free:
            if free:
                _remove(left)


def _remove(part: Path) -> None:
    with suppress(OSError):  # a disk that cannot be written refuses this too
        if part.is_dir() and not part.is_symlink():
            shutil.rmtree(part)
        else:
            part.unlink(missing_ok=True)


def check_copy(source: Path, target: Path) -> None:
    """Raise PackageError where a changed copy of a file would replace it, or have another ending."""
    if target.exists() and target.samefile(source):
        raise PackageError(
            f"{target} is the file itself; name another one to write to", f"{target}即原文件，请另取输出文件名"
        )
    if target.suffix.lower() != source.suffix.lower():
        raise PackageError(
            f"{target} must end with {source.suffix}, since its content is that of {source}",
            f"{target}应以{source.suffix}结尾，与{source}的格式一致",
        )


def csv_text(header: Iterable[str], rows: Iterable[Iterable[object]], end: str = "\n", mark: str = ",") -> str:
    """Lay out rows as the text of a CSV file, with a ``mark`` between cells and an ``end`` after each row."""
    lines = StringIO(newline="")
    # Before Python 3.13 a cell with a line break is quoted only where rows end with it.
    writer = csv.writer(lines, lineterminator=WINDOWS, delimiter=mark)
    for row in (header, *rows):
        writer.writerow(row)
        lines.seek(lines.tell() - len(WINDOWS))
        lines.write(end)
        lines.truncate()
    return lines.getvalue()


def harmless(text: str) -> str:
    """Put an apostrophe before a text that Excel would take for a formula."""
    return f"'{text}" if text.startswith(RUNS) else text


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """Give a folder to fill, which becomes ``target`` once it is full, or vanishes.

    Raises PackageError where ``target`` exists and is not empty, and where it cannot be written.
    """
    try:
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise PackageError(
                f"{target} exists already and is not empty; choose another folder, or remove it first",
                f"{target}已存在且非空，请另选文件夹或先将其删除",
            )
        place = target.resolve()
        place.parent.mkdir(parents=True, exist_ok=True)
        with unfinished_folder(place.parent) as part:
            try:
                yield part
            except PackageError as error:  # it names a file in the folder that is being filled
                raise PackageError(*(text.replace(str(part), str(target)) for text in (error.en, error.zh))) from None
            part.replace(place)
    except OSError as error:
        raise unwritable(target, error) from None


@contextmanager
def unfinished_folder(parent: Path) -> Iterator[Path]:
    """Give a new folder in ``parent``, to be moved to its place, or else vanish; earlier ones are cleared."""
    _clear(parent)
    with _unfinished(parent, folder=True) as part:
        yield part


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Give a folder that is gone afterwards, in the system's folder for temporary files.

    Raises PackageError, which names that folder, where none can be made. ``no_room`` makes the error for what is
    written into it.
    """
    try:
        made = TemporaryDirectory(prefix="pyplanning-", ignore_cleanup_errors=True)
    except OSError as error:
        raise no_room(error) from None
    with made as folder:
        yield Path(folder)


def no_room(error: OSError) -> PackageError:
    """Make the error for temporary files that cannot be written."""
    en, zh = system_reason(error)
    try:
        place = gettempdir()
    except OSError:
        place = ""
    return PackageError(
        f"the folder for temporary files {place} cannot be written ({en}); make room in it, or name another in TMPDIR",
        f"临时文件夹{place}无法写入（{zh}），请腾出空间，或用环境变量TMPDIR另行指定",
    )


def unwritable(target: Path, error: OSError) -> PackageError:
    """Make the error for a file or folder that cannot be written: no room, no permission, no such folder."""
    en, zh = system_reason(error)
    return PackageError(
        f"{target} cannot be written ({en});"
        " check its folder and the space on the disk, and close the file if it is open",
        f"{target}无法写入（{zh}），请检查所在文件夹和磁盘空间；文件如已打开，请先关闭",
    )
