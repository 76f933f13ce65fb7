"""Checks and rules run over tables, in memory and on Spark; proofs of evidence; reports.

Other rooms take ``validate``, ``verify``, ``coverage`` and ``explain``; ``prepare`` and ``suggest`` for
contributions; ``constraints`` for typed values; ``report_groups``, ``report_text`` and ``report_json``.
"""
