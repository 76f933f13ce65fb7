"""Dates and times of Excel: the day that a serial number is, and what a format shows of it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from math import floor

FIRST = date(1899, 12, 30)  # day 0, as Excel counts from 1 March 1900 on: it holds 1900 for a leap year
LAST_DAY = 2_958_465  # 31 December 9999
DAY = 86_400  # seconds
SINCE_1904 = 1462  # days between the two calendars that a workbook may have
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_WEEK = "一二三四五六日"


def day_of(serial: int) -> str:
    """Give the date that a serial number is; Excel shows a day before 1 January 1900, and a 29 February in 1900."""
    if serial in (0, 60):
        return "1900-01-00" if serial == 0 else "1900-02-29"
    return (FIRST + timedelta(serial + (serial < 60))).isoformat()


def shown_date(serial: float, section: Sequence[tuple[str, str]], from_1904: bool = False) -> str:
    """Write the date or time that a section of a format shows; "" where there is none.

    One of year, month and day is written as ISO 8601 says, and so are times. If one of the
    three is not shown, the date is written as the cell shows it: nobody wrote the others.
    """
    serial += SINCE_1904 * from_1904
    if not 0 <= serial < LAST_DAY + 1:
        return ""
    seconds = round(serial * DAY)
    parts = _parts(section)
    kinds = {kind for kind, _ in parts}
    if any(kind == "elapsed" for kind, _ in section):
        return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    days, rest = divmod(seconds, DAY)
    clock = f"{rest // 3600:02}:{rest // 60 % 60:02}:{rest % 60:02}"
    if not kinds & {"y", "m", "d", "a"}:
        return clock
    if kinds >= {"y", "m", "d"}:
        day = day_of(days if kinds & {"h", "i", "s"} else floor(seconds / DAY))
        return f"{day}T{clock}" if rest and kinds & {"h", "i", "s"} else day
    year, month, number = day_of(days).split("-")
    moment = datetime(int(year), int(month), max(min(int(number), 28 if days == 60 else 31), 1))
    written = {"y": year, "m": month, "d": number, "h": clock[:2], "i": clock[3:5], "s": clock[6:]}
    return "".join(_shown(kind, text, written, moment) for kind, text in parts).strip()


def _parts(section: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Name the parts of a date format: y, m, d, a (day of the week), h, i (minutes), s, and "" for what is between."""
    parts: list[tuple[str, str]] = []
    for kind, text in section:
        letter = text[:1].lower()
        if kind == "date":
            known = [one for one, _ in parts if one]
            if letter == "m" and len(text) < 3 and known and known[-1] == "h":
                letter = "i"
            elif letter == "s" and known and known[-1] == "m":
                place = max(i for i, (one, _) in enumerate(parts) if one == "m")
                parts[place] = "i", parts[place][1]
            elif letter == "d" and len(text) > 2:
                letter = "a"
            parts.append(({"e": "y", "b": "y", "g": ""}.get(letter, letter), text if letter != "g" else ""))
        elif kind in ("quoted", "escaped", "other", "slash", "point"):
            parts.append(("", text))
    return parts


def _shown(kind: str, text: str, written: dict[str, str], moment: datetime) -> str:
    """Write one part of a date as its format asks."""
    if not kind:
        return text
    if kind == "a":
        return ("星期" if len(text) == 4 else "") + _WEEK[moment.weekday()]
    if kind == "m" and len(text) > 2:
        name = _MONTHS[moment.month - 1]
        return name if len(text) == 3 else moment.strftime("%B") if len(text) == 4 else name[0]
    if kind == "y":
        return written["y"] if len(text) > 2 or text[0] in "eE" else written["y"][2:]
    return written[kind] if len(text) > 1 else str(int(written[kind]))
