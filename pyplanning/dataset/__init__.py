"""Our own tables: load, describe, convert, names and keys of rows, trajectories, citation."""
