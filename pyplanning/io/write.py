"""Files and folders that are written beside their place and renamed, so that nothing half-made stays."""

import csv
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from pyplanning.datapackage.descriptor import PackageError
from pyplanning.datapackage.errors import system_reason


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give the path of a file to write, which becomes ``target`` once it is written, or vanishes.

    Raises PackageError where it cannot be written.
    """
    part = target.parent / f"{target.name}.part"
    try:
        yield part
        part.replace(target)
    except OSError as error:
        raise unwritable(target, error) from None
    finally:
        part.unlink(missing_ok=True)


def write_file(target: Path, content: bytes) -> None:
    """Write a file beside ``target`` and rename it.

    Raises PackageError where it cannot be written.
    """
    with replacing(target) as part:
        part.write_bytes(content)


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


def csv_text(header: Iterable[str], rows: Iterable[Iterable[object]], end: str = "\n") -> str:
    """Lay out rows as the text of a CSV file, with commas and a line feed, or another ``end``, after each."""
    lines = StringIO(newline="")
    writer = csv.writer(lines, lineterminator=end)
    writer.writerow(header)
    writer.writerows(rows)
    return lines.getvalue()


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
        target.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent, ignore_cleanup_errors=True) as part:
            try:
                yield Path(part)
            except PackageError as error:  # it names a file in the folder that is being filled
                raise PackageError(*(text.replace(part, str(target)) for text in (error.en, error.zh))) from None
            Path(part).chmod(0o755)
            Path(part).replace(target)
    except OSError as error:
        raise unwritable(target, error) from None


def unwritable(target: Path, error: OSError) -> PackageError:
    """Make the error for a file or folder that cannot be written: no room, no permission, no such folder."""
    en, zh = system_reason(error)
    return PackageError(
        f"{target} cannot be written ({en});"
        " check its folder and the space on the disk, and close the file if it is open",
        f"{target}无法写入（{zh}），请检查所在文件夹和磁盘空间；文件如已打开，请先关闭",
    )
