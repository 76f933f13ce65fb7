"""The Data Package standard, for any package: it knows nothing of plans and reads no rows.

``descriptor`` reads datapackage.json as the values of ``resource``; ``dialect``, ``cell`` and ``values``
define how text is laid out and read; ``table_messages``, ``integrity`` and ``profile`` judge; ``metadata`` and
``field_words`` describe.
"""

from typing import Literal

Lang = Literal["zh", "en"]  # of titles, words and sentences
