"""Workbooks: read, checked, written, and changed in place."""
