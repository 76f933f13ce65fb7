"""Zip archives: nothing is expanded before its directory says that it is safe."""

import lzma
import os
import shutil
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EINVAL
from pathlib import Path, PurePosixPath

from pyplanning.datapackage.descriptor import PackageError, unreadable
from pyplanning.datapackage.encoding import decode
from pyplanning.datapackage.errors import no_such
from pyplanning.io.csv_records import opening
from pyplanning.io.folder import holding, is_hidden
from pyplanning.io.write import no_room, temporary_folder

MAX_MEMBERS = 10_000
MAX_EXPANDED = 2 * 1024**3  # bytes of all members together, expanded
MAX_RATIO = 200  # expanded to packed, of a member larger than FREE
FREE = 16 * 1024**2

# What zipfile raises for a file that is not as its directory says.
ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,  # also NotImplementedError: a compression that is not known
)
DAMAGE = (None, EINVAL)  # what OSError has where the archive is to blame, such as a place before its beginning


def damaged(file_name: str, error: object = "") -> PackageError:
    """Make the error for a file that is not, or no longer, what its name says."""
    reason = f" ({error})" if str(error) else ""
    return PackageError(
        f"{file_name} is damaged or not in the format of its name{reason}; save or download it again",
        f"{file_name}已损坏，或内容与扩展名不符，请重新保存或下载",
    )


@contextmanager
def archive(file: Path, file_name: str) -> Iterator[zipfile.ZipFile]:
    """Open a zip archive whose directory keeps the limits.

    Raises PackageError where it does not, where a member is encrypted, is a link, is
    listed twice or leads out of the folder, and where the archive turns out to be damaged while used.
    """
    try:
        with zipfile.ZipFile(file) as found:
            for en, zh in _dangers(found.infolist()):
                raise PackageError(f"{file_name} was not opened: {en}", f"{file_name}未打开：{zh}")
            yield found
    except ZIP_ERRORS as error:
        if isinstance(error, OSError) and error.errno not in DAMAGE:
            raise unreadable(file, error) from None
        raise damaged(file_name, error) from None


def _dangers(members: list[zipfile.ZipInfo]) -> Iterator[tuple[str, str]]:
    """Give in both languages why an archive with these members is not opened."""
    if len(members) > MAX_MEMBERS:
        yield f"it holds more than {MAX_MEMBERS} files", f"其中文件超过{MAX_MEMBERS}个"
    if sum(member.file_size for member in members) > MAX_EXPANDED:
        size = MAX_EXPANDED // 1024**2
        yield f"it expands to more than {size} MB", f"解压后超过{size}MB"
    if len({member_name(member) for member in members}) < len(members):
        yield "two of its files have the same name", "其中有重名文件"
    for member in members:
        name = member_name(member)
        path = PurePosixPath(name.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in name or "\0" in name or not path.parts:
            yield f"the path {name!r} leads out of it", f"路径“{name}”超出压缩包范围"
        if stat.S_ISLNK(member.external_attr >> 16):
            yield f"{name!r} is a link", f"“{name}”是链接"
        if member.flag_bits & 0x1:
            yield f"{name!r} is encrypted", f"“{name}”已加密"
        if member.file_size > max(FREE, MAX_RATIO * member.compress_size):
            yield (
                f"{name!r} expands to more than {MAX_RATIO} times its size",
                f"“{name}”解压后超过原大小的{MAX_RATIO}倍",
            )


def member_name(member: zipfile.ZipInfo) -> str:
    """Return the name of a file in an archive: many programs write it in UTF-8 or GB18030 and do not say so."""
    if member.flag_bits & 0x800:
        return member.orig_filename
    try:
        raw = member.orig_filename.encode("cp437")  # as which Python reads it
        return _unicode_name(member.extra) or decode(raw)
    except UnicodeError:
        return member.orig_filename


def _unicode_name(extra: bytes) -> str:
    """Return the name in the field that Info-ZIP adds for names in Unicode; "" where there is none."""
    while len(extra) >= 4:
        kind, size = struct.unpack("<HH", extra[:4])
        if kind == 0x7075 and size > 5:
            return extra[9 : 4 + size].decode("utf-8")
        extra = extra[4 + size :]
    return ""


@contextmanager
def opened(source: str | os.PathLike[str]) -> Iterator[Path]:
    """Give the folder that ``source`` is, or, for a zip archive, a temporary one with its content.

    The folder is the one that has the package or the tables, where it is wrapped in others. Another
    file is given back as it is. The temporary folder is gone afterwards, and no error names it.
    Raises PackageError where the source is missing, and where the archive cannot or must not be expanded.
    """
    file = Path(source)
    try:
        exists = file.is_file() or file.is_dir()
    except OSError as error:  # a name that no disk takes
        raise unreadable(file, error) from None
    if not exists:
        raise no_such(file)
    if file.suffix.lower() != ".zip" or file.is_dir():
        with opening(str(file)):
            place = holding(file) if file.is_dir() else file
        yield place
        return
    with temporary_folder() as folder:
        _extract(file, folder)
        place = holding(folder)
        try:
            yield place
        except PackageError as error:
            texts = (
                text.replace(str(place), str(file)).replace(str(folder), str(file)) for text in (error.en, error.zh)
            )
            raise PackageError(*texts) from None


def _extract(file: Path, folder: Path) -> None:
    with archive(file, str(file)) as found:
        for member in found.infolist():
            name = member_name(member).replace("\\", "/")
            if name.endswith("/") or is_hidden(PurePosixPath(name)):
                continue
            target = folder / name
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                with found.open(member) as packed, target.open("xb") as expanded:
                    shutil.copyfileobj(packed, expanded, 1024**2)
            except OSError as error:
                if error.errno in DAMAGE:
                    raise
                raise no_room(error) from None
