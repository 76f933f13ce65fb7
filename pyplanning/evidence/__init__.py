"""The plans' texts: their normal form, numerals, quotes and where they are."""
