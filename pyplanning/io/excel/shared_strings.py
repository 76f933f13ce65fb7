"""Say each text of a workbook once: openpyxl writes it into every cell that has it, three times the size."""

import re
from collections.abc import Mapping

PART = "xl/sharedStrings.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
INLINE = re.compile(rb't="inlineStr"><is>(.*?)</is>', re.DOTALL)


def share(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Move the texts of cells into the table of strings, to which cells then refer.

    ``parts`` are those of a workbook that openpyxl has written, by name; those that change are replaced.
    """
    sheets = {name: part for name, part in parts.items() if name.startswith("xl/worksheets/")}
    used = [text for part in sheets.values() for text in INLINE.findall(part)]
    texts = sorted(set(used))  # texts that begin alike pack best side by side
    if not texts:
        return dict(parts)
    numbers = {text: b't="s"><v>%d</v>' % n for n, text in enumerate(texts)}
    made = {**parts, **{name: INLINE.sub(lambda text: numbers[text[1]], part) for name, part in sheets.items()}}
    strings = b"".join(b"<si>%b</si>" % text for text in texts)
    made[PART] = f'<sst xmlns="{MAIN}" count="{len(used)}" uniqueCount="{len(texts)}">'.encode() + strings + b"</sst>"
    types = f'<Override PartName="/{PART}" ContentType="{TYPE}"/></Types>'
    relation = f'<Relationship Id="strings" Type="{KIND}" Target="/{PART}"/></Relationships>'
    made["[Content_Types].xml"] = made["[Content_Types].xml"].replace(b"</Types>", types.encode())
    rels = "xl/_rels/workbook.xml.rels"
    made[rels] = made[rels].replace(b"</Relationships>", relation.encode())
    return made
