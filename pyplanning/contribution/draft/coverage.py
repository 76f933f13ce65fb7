"""Draft what is known of a plan and each table: whether rows were read, the text has none, or has lost them."""

from collections import Counter
from collections.abc import Sequence

from pyplanning.contribution.draft.rows import Drafted

# What the readers look for in every text; no row of these means that the text has nothing that they know.
LOOKED_FOR = (
    "citations",
    "enterprise_roles",
    "park_roles",
    "plans",
    "projects",
    "responsibilities",
    "sections",
    "targets",
    "tasks",
    "terms",
    "observations",
)
# What boxes and tables hold: partly lost where the list of contents names some that the text lacks.
IN_BOXES = ("projects", "sections", "targets")


def coverage(rows: Sequence[Drafted]) -> list[Drafted]:
    """Say of each table that the draft has rows of, or was to have, what became of it."""
    counts = Counter(row.table for row in rows)
    lost = [row.row["title_zh"] for row in rows if row.table == "sections" and not row.row["start"]]
    return [_covered(table, counts[table], lost) for table in sorted({*LOOKED_FOR, *counts})]


def _covered(table: str, count: int, lost: Sequence[str]) -> Drafted:
    """Draft the row of a table, of which ``count`` rows are drafted; ``lost`` names boxes without a text."""
    rows = "1 row" if count == 1 else f"{count} rows"
    rows = "1 row" if count == 1 else f"{count} rows"
    if lost and table in IN_BOXES:
        en = f"{rows} drafted; {len(lost)} boxes or tables of the list of contents are missing: {lost[0]} …"
        zh = f"草拟{count}行；目录所列专栏、表格有{len(lost)}个在文本中缺失，如“{lost[0]}”"
        state = "partly_lost"
    elif count:
        en, zh, state = (
            f"{rows} drafted from the text, to be confirmed",
            f"由原文草拟{count}行，待确认",
            "extracted",
        )
    else:
        en, zh, state = (
            "nothing of this kind was found in the text; to be checked",
            "原文中未发现此类内容，待核对",
            "absent",
        )
    row = {"table_name": table, "state": state, "note_zh": zh, "note_en": en}
    return Drafted("coverage", row, 0, 0, 0.5)
