"""Reading files into tables of text, and writing them; every cell keeps its place.

``read`` reads any file, folder or frame, ``rows`` the rows of a package without polars; ``table`` has
what ``read`` gives, ``header`` what its columns are called; ``write`` writes files and folders whole;
``zip`` and ``release_folder`` open archives and releases; ``excel`` reads, writes and edits workbooks.
"""

Row = dict[str, str]  # the cells of a row as text, by column; "" where a value is missing
