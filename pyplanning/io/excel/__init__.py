"""Excel workbooks: read, written and edited.

``read`` reads their tables, with ``inspect`` and ``read_checks`` for what people leave in sheets; ``write``
has what workbooks are made with, ``limits`` what Excel can hold, ``places`` the names of cells; ``edit``
changes cells and nothing else, with ``edit_…``, ``parts`` and ``xml_bytes``.
"""

# The names and signs by which sheets, notes and templates of ours are recognised, and the colour of their links.
GUIDES = {"zh": "填写说明", "en": "Guide"}  # the first sheet of a template, which explains how to fill it in
LISTS = "_lists"  # the hidden sheet with what the dropdowns of a template offer
FINDINGS = {"zh": "校验结果", "en": "Findings"}  # the sheet that ``annotate`` adds
OWN = {*GUIDES.values(), *FINDINGS.values(), LISTS}  # sheets of ours that are no tables
VERSION = "pyplanning template"  # the custom document property with a template's version
FOOTER = "pyplanning findings"  # in the footer of the sheet of findings: its name may be taken, or changed
FIRST_LINE = b"[pyplanning]"  # of our notes: not every program keeps their author
EDITABLE = (".xlsx", ".xlsm")  # the workbooks that can be handed back with changes
WORKBOOKS = (*EDITABLE, ".xls", ".xlsb", ".ods")  # those that are read
LINK_COLOUR = "0563C1"
