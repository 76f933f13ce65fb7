"""The Data Package standard, for any package: descriptors, dialects, cells, keys.

It knows no plan and reads no rows.
"""
