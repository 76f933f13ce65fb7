"""Files and folders that are written beside their place and renamed, so that nothing half-made stays."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pyplanning.datapackage.descriptor import PackageError


def write_file(target: Path, content: bytes) -> None:
    """Write a file beside ``target`` and rename it.

    Raises PackageError where it cannot be written.
    """
    beside = target.with_name(target.name + ".part")
    try:
        beside.write_bytes(content)
        beside.replace(target)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise _unwritable(target, error) from None


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """A folder to fill, which becomes ``target`` when it is full, or vanishes.

    Raises PackageError where ``target`` is there and not empty, and where it cannot be written.
    """
    try:
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise PackageError(
                f"{target} is there already and not empty; choose another folder, or remove it first",
                f"{target}已存在且非空，请另选文件夹或先将其删除",
            )
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    except OSError as error:
        raise _unwritable(target, error) from None
    try:
        yield beside
        beside.chmod(0o755)
        beside.replace(target)
    except PackageError as error:  # names what was to be written by the place that it was meant for
        raise PackageError(*(text.replace(str(beside), str(target)) for text in (error.en, error.zh))) from None
    except OSError as error:
        raise _unwritable(target, error) from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _unwritable(target: Path, error: OSError) -> PackageError:
    return PackageError(
        f"{target} cannot be written ({error.strerror}); make room, or choose another folder",
        f"{target}无法写入（{error.strerror}），请腾出空间或另选文件夹",
    )
