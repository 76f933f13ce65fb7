"""Releases: every file that people download, one module for each kind of file.

``make.release`` makes a release of a checkout that is ready (``readiness``), reading its package once.
Other rooms take ``labelled.arrange`` and ``spreadsheets.cell``: tables as people read them.
"""
