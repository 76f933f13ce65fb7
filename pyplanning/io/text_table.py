"""Frames as tables of text for people, and text that is safe on a terminal."""

import re
from io import StringIO
from typing import TYPE_CHECKING

from pyplanning.datapackage.values import written

if TYPE_CHECKING:
    import pandas as pd

WIDE = 100_000  # where no screen limits the width, a row is a line
# Line breaks, escapes, marks that reverse the writing direction and halves of characters → how Python writes them.
_CODES = (*range(32), *range(127, 160), *range(0x2028, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000))
CONTROLS = {n: ascii(chr(n))[1:-1] for n in _CODES}
IN_LINES = {n: text for n, text in CONTROLS.items() if chr(n) not in "\t\n"}
IN_JSON = {n: f"\\u{n:04x}" for n in _CODES if n > 126}  # json writes the others so itself
STYLES = re.compile("(\x1b\\[(?:0|1|31|33)m)")  # the colours and the bold letters of reports and tables


def table(frame: "pd.DataFrame", right: tuple[str, ...] = (), width: int | None = None) -> str:
    """Lay out a frame as an aligned table; Chinese characters count as two columns.

    Columns named in ``right`` are aligned to the right. With ``width``, that of a terminal,
    long cells are folded and the header is bold; without, each row is one line.
    """
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for column in frame:
        drawn.add_column(plain(str(column)), justify="right" if column in right else "left", overflow="fold")
    for row in frame.itertuples(index=False):
        drawn.add_row(*(Text(plain(_cell(value))) for value in row))
    console = Console(file=StringIO(), width=width or WIDE, force_terminal=width is not None, highlight=False)
    console.print(drawn)
    lines = console.file.getvalue().splitlines()  # type: ignore[attr-defined]
    return "\n".join(line.rstrip() for line in lines)


def _cell(value: object) -> str:
    import pandas as pd

    if value is None or (not isinstance(value, str) and pd.isna(value)):  # type: ignore[call-overload]
        return ""
    if isinstance(value, pd.Timestamp):
        return written(value)
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def plain(text: str) -> str:
    """Put a text on one line, with whatever would control a terminal spelt out."""
    return text if text.isprintable() else text.translate(CONTROLS)


def printable(text: str) -> str:
    """Spell out what would control a terminal in a text of several lines, but for the colours of reports."""
    if text.translate(dict.fromkeys(map(ord, "\t\n"), " ")).isprintable():
        return text
    return "".join(part if STYLES.fullmatch(part) else part.translate(IN_LINES) for part in STYLES.split(text))
