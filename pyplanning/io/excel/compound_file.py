"""Compound files, which have several streams of bytes in sectors, as the file system of a disk does: .xls is one."""

import struct

COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")  # how they begin
NO_SECTOR = 0xFFFF_FFFA  # the numbers from here on are no sectors


def stream_of(data: bytes, wanted: str) -> bytes:
    """Take the stream of that name, in small letters, from a file; b"" where there is none.

    Raises struct.error or IndexError where the file is damaged.
    """
    if not data.startswith(COMPOUND):
        return b""
    size = 1 << min(struct.unpack_from("<H", data, 30)[0], 20)
    (directory, _, small, small_table, _, more, _), listed = (
        struct.unpack_from("<7I", data, 48),
        bytearray(data[76:512]),
    )

    def sector(number: int) -> bytes:
        return data[(number + 1) * size : (number + 2) * size]

    for _ in range(len(data) // size):  # no file has more of these
        if more >= NO_SECTOR:
            break
        block = sector(more)
        listed += block[:-4]
        more = struct.unpack("<I", block[-4:])[0]
    numbers = [number for (number,) in struct.iter_unpack("<I", listed) if number < NO_SECTOR]
    table = _numbers(b"".join(map(sector, numbers[: len(data) // size + 1])))
    entries = b"".join(map(sector, _chain(directory, table)))
    found = dict[str, tuple[int, int]]()
    for at in range(0, len(entries), 128):
        long = struct.unpack_from("<H", entries, at + 64)[0]
        name = entries[at : at + min(max(long - 2, 0), 64)].decode("utf-16-le", "replace").casefold()
        if name:
            found.setdefault(name if at else "", struct.unpack_from("<II", entries, at + 116))
    start, length = found.get(wanted, (NO_SECTOR, 0))
    if length >= small:
        return b"".join(map(sector, _chain(start, table)))[:length]
    inner = b"".join(map(sector, _chain(found[""][0], table)))
    chain = _chain(start, _numbers(b"".join(map(sector, _chain(small_table, table)))))
    return b"".join(inner[64 * i : 64 * i + 64] for i in chain)[:length]


def _numbers(content: bytes) -> list[int]:
    return [number for (number,) in struct.iter_unpack("<I", content[: len(content) // 4 * 4])]


def _chain(start: int, table: list[int]) -> list[int]:
    """Follow a chain of sectors, in which none occurs twice."""
    chain: dict[int, None] = {}
    while start < NO_SECTOR and start not in chain:
        chain[start] = None
        start = table[start]
    return [*chain]
