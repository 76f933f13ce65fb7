"""Excel workbooks: read, written and edited.

``read`` reads their tables, with ``inspect`` and ``read_checks`` for what people leave in sheets; ``write``
has what workbooks are made with, ``limits`` what Excel can hold, ``places`` the names of cells, ``our_sheets``
the names of our sheets; ``edit`` changes cells and nothing else, with ``edit_…``, ``parts`` and ``xml_bytes``.
"""
