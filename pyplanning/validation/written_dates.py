"""Dates and times as people write them: 2026年3月2号, 二〇二六年三月二日, 2 March 2026, 2026-03-02 00:00:00."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone

from pyplanning.datapackage.resource import Field
from pyplanning.evidence.numerals import chinese_number

_ZEROS = str.maketrans("○零oOОΟ", "〇〇〇〇〇〇")  # what stands for 〇 among Chinese digits
_NUMERAL = re.compile("[〇○零oOОΟ一二三四五六七八九十]+(?=[年月日号时点分秒])")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_MONTH = rf"(?P<name>sept|{'|'.join(f'{name}|{name[:3]}' for name in _MONTHS)})\.?"
_WEEKDAY = r"(?:\(?(?:星期|周|礼拜)[一二三四五六日天]\)?|\(?(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\)?[.,]?)"
_DAYS = [
    re.compile(pattern, re.IGNORECASE | re.ASCII)
    for pattern in (
        r"(?P<y>\d{4}) ?(?:[-/.,、。]|年) ?(?P<m>\d{1,2}) ?(?:[-/.,、。]|月) ?(?P<d>\d{1,2}) ?[日号]?",
        r"(?P<y>\d{4}) (?P<m>\d{1,2}) (?P<d>\d{1,2})",
        r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})",
        rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[- ]?(?:of )?{_MONTH}[-, ]{{0,2}}(?P<y>\d{{4}})",
        rf"{_MONTH} ?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[-, ]{{1,2}}(?P<y>\d{{4}})",
        rf"(?P<y>\d{{4}})[-, ]{{1,2}}{_MONTH}[- ]?(?P<d>\d{{1,2}})",
        r"(?P<a>\d{1,2})[-/.](?P<b>\d{1,2})[-/.](?P<y>\d{4})",
    )
]
_YEARMONTH = re.compile(r"(\d{4}) ?(?:[-/.]|年) ?(\d{1,2}) ?月?|(\d{4})(\d{2})", re.ASCII)
_YEAR = re.compile(r"(\d{4}) ?(?:年度?[底末]?|\.0+)", re.ASCII)
_TIME = re.compile(
    r"(?P<h>\d{1,2})(?::|时|点)(?:(?P<min>\d{1,2})(?:(?::|分)(?:(?P<s>\d{1,2})(?:\.0+)?秒?)?)?)?"
    r"(?P<zone>Z|[+-]\d\d:?\d\d)?",
    re.ASCII,
)
_SERIAL = re.compile(r"([2-7]\d{4})(?:\.0+)?", re.ASCII)  # of the years from 1954 to 2119
_FIRST = date(1899, 12, 30)  # on which spreadsheets count days from 0


def written_moments(field: Field, text: str) -> Iterator[str]:
    """Give what a text says of a date, year or time, in the forms that the field may ask for."""
    text = _NUMERAL.sub(_digits, text).strip(" .,;。，；")
    day, clock = _parts(text)
    if field.type == "date" and (serial := counted(text)):  # in a column of dates no other number is one
        yield _formed(field, serial)
    elif field.type == "date" and day and (clock is None or clock.replace(tzinfo=None) == time()):
        yield _formed(field, day)
    elif field.type == "datetime" and day:
        moment = datetime.combine(day, clock or time())
        yield from (_formed(field, moment), f"{moment.isoformat()}Z")
    elif field.type == "time" and (found := _clock(text)):
        yield _formed(field, found)
    elif field.type == "yearmonth" and (match := _YEARMONTH.fullmatch(text)):
        year, month = filter(None, match.groups())
        yield f"{year}-{month:0>2}"
    elif field.type in ("year", "integer") and (match := _YEAR.fullmatch(text)):
        yield match[1]


def likely_moments(field: Field, text: str) -> Iterator[str]:
    """Give what a text probably is but may not be: a day with a time to drop."""
    day, clock = _parts(_NUMERAL.sub(_digits, text))
    if clock and clock.tzinfo:  # the evening of one day is the morning of the next elsewhere
        return
    if field.type == "date" and (found := counted(text.partition(".")[0]) or day):
        yield _formed(field, found)
    elif field.type == "year" and day:
        yield f"{day.year:04}"
    elif field.type == "yearmonth" and day:
        yield f"{day:%Y-%m}"


def counted(text: str) -> date | None:
    """Find the day that a spreadsheet keeps under a number, such as 46083; None where it is not of our time."""
    match = _SERIAL.fullmatch(text)
    return _FIRST + timedelta(days=int(match[1])) if match else None


def _digits(match: re.Match[str]) -> str:
    word = match[0].translate(_ZEROS)
    return str(chinese_number(word)) if "十" in word else "".join(str("〇一二三四五六七八九".index(c)) for c in word)


def _parts(text: str) -> tuple[date | None, time | None]:
    """Find the day of a text and the time after it, where there is nothing else but the day of the week."""
    bare = re.sub(rf"^{_WEEKDAY} ?|[ ,]*{_WEEKDAY}$", "", text, flags=re.IGNORECASE)
    day = _day(bare)
    if day:
        return day, None
    for cut in re.finditer(r"[T ]|(?<=[日号])", bare):
        if day := _day(re.sub(rf" ?{_WEEKDAY}$", "", bare[: cut.start()].strip(), flags=re.IGNORECASE)):
            clock = _clock(bare[cut.end() :].strip())
            return (day, clock) if clock else (None, None)
    return None, None


def _day(text: str) -> date | None:
    match = next(filter(None, (pattern.fullmatch(text) for pattern in _DAYS)), None)
    if not match:
        return None
    found = match.groupdict()
    year, month, day = int(found["y"]), found.get("m") or found.get("a"), found.get("d") or found.get("b")
    if name := found.get("name"):
        month = str(next(n for n, full in enumerate(_MONTHS, 1) if full.startswith(name.lower())))
    if "a" in found:  # 3/2/2026 is in March or in February; 31/1/2026 can be read in one way alone
        if int(found["a"]) <= 12 and int(found["b"]) <= 12 and found["a"] != found["b"]:
            return None
        if int(found["a"]) > 12:
            month, day = day, month
    try:
        return date(year, int(month or 0), int(day or 0))
    except ValueError:
        return None


def _clock(text: str) -> time | None:
    match = _TIME.fullmatch(text)
    if not match:
        return None
    try:
        return time(int(match["h"]), int(match["min"] or 0), int(match["s"] or 0), tzinfo=_zone(match["zone"]))
    except ValueError:
        return None


def _zone(offset: str | None) -> timezone | None:
    if offset is None or offset == "Z":
        return UTC if offset else None
    hours, minutes = int(offset[1:3]), int(offset[-2:])
    return timezone(timedelta(hours=hours, minutes=minutes) * (-1 if offset[0] == "-" else 1))


def _formed(field: Field, value: date | time) -> str:
    """Write a date or time in the format that the field asks for."""
    return value.strftime(field.format) if "%" in field.format else value.isoformat()
