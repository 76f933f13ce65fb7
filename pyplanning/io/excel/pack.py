"""A workbook as the bytes of its file, the same whenever it is made."""

from __future__ import annotations

import zipfile
from datetime import datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter


def packed(book: Workbook, when: datetime) -> bytes:
    """The file of a workbook whose parts are dated ``when`` and stored as they are.

    What deflate makes of them would change with the version of zlib.
    """
    written, stored = BytesIO(), BytesIO()
    ExcelWriter(book, zipfile.ZipFile(written, "w")).save()
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(stored, "w") as fixed:
        for name in parts.namelist():
            entry = zipfile.ZipInfo(name, when.timetuple()[:6])
            entry.create_system = 3
            fixed.writestr(entry, parts.read(name))
    return stored.getvalue()
