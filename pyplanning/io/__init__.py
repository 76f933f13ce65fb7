"""Files to tables of text and back, every cell with its place."""
