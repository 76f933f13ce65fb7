"""From the text of a plan to rows to confirm, by rules, offline.

``plan_text`` has the text in a form to read, ``lexicon`` what the package knows of names, ``rows`` the rows that
are drafted; each reader (``figures`` …) is a pure function of the text, its sections and the lexicon, and gives
rows; ``draft`` puts them together.
"""
